/* Folded: what fold(text) returns. */
#include "state.h"

#include "fold.h"

#include <string.h>

#define FOLD_LIMIT (1u << 30)

typedef struct {
    PyObject_HEAD PyObject *text; /* the folded text */
    onr_utf8 in, out;
    onr_folded f;
} folded;

static int window(onr_utf8 *u, PyObject *text, onr_error *err)
{
    onr_text t = {PyUnicode_DATA(text), (uint64_t)PyUnicode_GET_LENGTH(text), (uint8_t)PyUnicode_KIND(text)};
    uint64_t next = 0;
    if (onr_input_window(&t, 0, FOLD_LIMIT, u, &next, err) != ONR_OK) return -1;
    if (next == t.n) return 0;
    (void)onr_fail(err, ONR_LIMIT, -1, next,
                   "a text of more than 1 GB of UTF-8 cannot be folded in one piece; split it");
    return -1;
}

PyObject *onr_py_fold(onr_state *state, PyObject *text)
{
    onr_error err = {0};
    folded *self = NULL;
    int failed;
    if (!PyUnicode_Check(text)) {
        PyErr_Format(PyExc_TypeError, "fold() takes a str, not %.100s", Py_TYPE(text)->tp_name);
        return NULL;
    }
    if (PyUnicode_READY(text) < 0) return NULL;
    self = (folded *)state->folded->tp_alloc(state->folded, 0);
    if (!self) return NULL;
    Py_BEGIN_ALLOW_THREADS failed = window(&self->in, text, &err) || onr_fold(&self->in, 0, &self->f, &err) != ONR_OK;
    Py_END_ALLOW_THREADS if (failed) goto fail;
    self->text = PyUnicode_DecodeUTF8((const char *)self->f.p, (Py_ssize_t)self->f.n, "surrogatepass");
    if (!self->text) goto done;
    if (window(&self->out, self->text, &err)) goto fail;
    return (PyObject *)self;
fail:
    onr_raise(state, &err);
done:
    Py_DECREF(self);
    return NULL;
}

static void dealloc(PyObject *o)
{
    folded *self = (folded *)o;
    PyTypeObject *type = Py_TYPE(o);
    Py_XDECREF(self->text);
    onr_utf8_free(&self->in);
    onr_utf8_free(&self->out);
    onr_folded_free(&self->f);
    type->tp_free(o);
    Py_DECREF(type);
}

static int span(PyObject *const *args, Py_ssize_t n, uint32_t limit, uint32_t *a, uint32_t *b)
{
    if (n != 2) {
        PyErr_SetString(PyExc_TypeError, "expected start and end");
        return -1;
    }
    Py_ssize_t x = PyNumber_AsSsize_t(args[0], PyExc_OverflowError), y = -1;
    if (x == -1 && PyErr_Occurred()) return -1;
    y = PyNumber_AsSsize_t(args[1], PyExc_OverflowError);
    if (y == -1 && PyErr_Occurred()) return -1;
    if (x < 0 || y < x || y > (Py_ssize_t)limit) {
        PyErr_Format(PyExc_ValueError, "span (%zd, %zd) is not inside the %u code points of the text", x, y, limit);
        return -1;
    }
    *a = (uint32_t)x;
    *b = (uint32_t)y;
    return 0;
}

PyDoc_STRVAR(original_doc,
             "original_span($self, start, end, /)\n--\n\n"
             "The span of the original text (code points) from which a span of the folded text comes: all of\n"
             "every character that took part. Raises ValueError for a span outside the text.");

static PyObject *original_span(PyObject *o, PyObject *const *args, Py_ssize_t n)
{
    folded *self = (folded *)o;
    uint32_t a, b;
    if (span(args, n, self->out.n_cp, &a, &b)) return NULL;
    uint32_t x = onr_fold_src_start(&self->f, onr_utf8_byte(&self->out, a)),
             y = onr_fold_src_end(&self->f, onr_utf8_byte(&self->out, b));
    if (a == b || y < x) y = x;
    return Py_BuildValue("(II)", onr_utf8_cp(&self->in, x), onr_utf8_cp(&self->in, y));
}

PyDoc_STRVAR(folded_doc,
             "folded_span($self, start, end, /)\n--\n\n"
             "The span of the folded text (code points) that a span of the original became. Raises ValueError\n"
             "for a span outside the text.");

static PyObject *folded_span(PyObject *o, PyObject *const *args, Py_ssize_t n)
{
    folded *self = (folded *)o;
    uint32_t a, b;
    if (span(args, n, self->in.n_cp, &a, &b)) return NULL;
    uint32_t x = onr_fold_dst(&self->f, onr_utf8_byte(&self->in, a)),
             y = onr_fold_dst(&self->f, onr_utf8_byte(&self->in, b));
    /* an end inside a segment takes the whole segment */
    if (b > a && y < self->f.n && onr_fold_src_start(&self->f, y) < onr_utf8_byte(&self->in, b)) {
        uint32_t edge = onr_utf8_byte(&self->in, b);
        while (y < self->f.n && onr_fold_src_start(&self->f, y) < edge) {
            y++;
            while (y < self->f.n && (self->f.p[y] & 0xC0) == 0x80) y++;
        }
    }
    return Py_BuildValue("(II)", onr_utf8_cp(&self->out, x), onr_utf8_cp(&self->out, y < x ? x : y));
}

static PyObject *text(PyObject *o, void *unused)
{
    (void)unused;
    return Py_NewRef(((folded *)o)->text);
}

static PyObject *repr(PyObject *o)
{
    return PyUnicode_FromFormat("Folded(%R)", ((folded *)o)->text);
}

static PyMethodDef methods[] = {
    {"original_span", (PyCFunction)(void (*)(void))original_span, METH_FASTCALL, original_doc},
    {"folded_span", (PyCFunction)(void (*)(void))folded_span, METH_FASTCALL, folded_doc},
    {NULL, NULL, 0, NULL}};

static PyGetSetDef members[] = {{"text", text, NULL, "The folded text (str).", NULL}, {NULL, NULL, NULL, NULL, NULL}};

static PyType_Slot slots[] = {{Py_tp_doc, "A folded text with its map; made by fold()."},
                              {Py_tp_dealloc, dealloc},
                              {Py_tp_repr, repr},
                              {Py_tp_methods, methods},
                              {Py_tp_getset, members},
                              {0, NULL}};

PyType_Spec onr_folded_spec = {"onrecord._core.Folded", sizeof(folded), 0,
                               Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
