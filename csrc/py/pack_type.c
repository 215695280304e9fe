/* See pack_type.h. */
#include "pack_type.h"

#include "oracle.h"
#include "rows_type.h"

#include <string.h>

static PyObject *new (PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"blob", NULL};
    Py_buffer blob;
    onr_error err = {0};
    onr_pack *pack = NULL;
    onr_status st;
    onr_py_pack *self;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "y*:Pack", names, &blob)) return NULL;
    Py_BEGIN_ALLOW_THREADS st = onr_pack_load(blob.buf, (uint64_t)blob.len, &pack, &err);
    Py_END_ALLOW_THREADS PyBuffer_Release(&blob);
    if (st != ONR_OK) return onr_raise(PyType_GetModuleState(type), &err);
    self = (onr_py_pack *)type->tp_alloc(type, 0);
    if (!self) {
        onr_pack_free(pack);
        return NULL;
    }
    self->pack = pack;
    return (PyObject *)self;
}

static void dealloc(PyObject *o)
{
    onr_py_pack *self = (onr_py_pack *)o;
    PyTypeObject *type = Py_TYPE(o);
    while (self->n_spare) onr_tagger_free(self->spare[--self->n_spare]);
    onr_pack_free(self->pack);
    type->tp_free(o);
    Py_DECREF(type);
}

/* Signals, about once in sixteen windows (a megabyte): taking the GIL back costs 27 ns, waiting for it more. */
typedef struct {
    PyThreadState *thread;
    uint32_t n;
    int released;
} waiter;

static int ask(void *arg)
{
    waiter *w = arg;
    int stop;
    if (++w->n % 16) return 0;
    if (w->released) PyEval_RestoreThread(w->thread);
    stop = PyErr_CheckSignals() < 0;
    if (w->released) w->thread = PyEval_SaveThread();
    return stop;
}

static int read_regions(PyObject *list, onr_region **out, uint32_t *n)
{
    PyObject *seq = PySequence_Fast(list, "regions must be a sequence of (start, end, flags, lang)");
    *out = NULL;
    *n = 0;
    if (!seq) return -1;
    Py_ssize_t len = PySequence_Fast_GET_SIZE(seq);
    onr_region *r = PyMem_Calloc((size_t)len + 1, sizeof *r);
    for (Py_ssize_t i = 0; r && i < len; i++) {
        long long a, b;
        int flags, lang;
        if (!PyArg_ParseTuple(PySequence_Fast_GET_ITEM(seq, i), "LLii", &a, &b, &flags, &lang)) goto fail;
        if (a < 0 || b < a || (i && (uint64_t)a < r[i - 1].end)) {
            PyErr_Format(PyExc_ValueError, "region %zd (%lld, %lld) is not in order behind the one before it", i, a, b);
            goto fail;
        }
        r[i] = (onr_region){(uint64_t)a, (uint64_t)b, (uint16_t)flags, (uint8_t)lang};
    }
    Py_DECREF(seq);
    if (!r) PyErr_NoMemory();
    *out = r;
    *n = (uint32_t)len;
    return r ? 0 : -1;
fail:
    PyMem_Free(r);
    Py_DECREF(seq);
    return -1;
}

static int read_turns(PyObject *list, onr_turn_in **out, uint32_t *n)
{
    PyObject *seq = PySequence_Fast(list, "turns must be a sequence of (start, role)");
    *out = NULL;
    *n = 0;
    if (!seq) return -1;
    Py_ssize_t len = PySequence_Fast_GET_SIZE(seq);
    onr_turn_in *t = PyMem_Calloc((size_t)len + 1, sizeof *t);
    for (Py_ssize_t i = 0; t && i < len; i++) {
        long long a;
        int role;
        if (!PyArg_ParseTuple(PySequence_Fast_GET_ITEM(seq, i), "Li", &a, &role)) goto fail;
        if (a < 0 || (i && (uint64_t)a < t[i - 1].start) || role < 0 || role > ONR_ROLE_STATEMENT) {
            PyErr_Format(PyExc_ValueError, "turn %zd (%lld, role %d) is out of order or of no known role", i, a, role);
            goto fail;
        }
        t[i] = (onr_turn_in){(uint64_t)a, (uint8_t)role};
    }
    Py_DECREF(seq);
    if (!t) PyErr_NoMemory();
    *out = t;
    *n = (uint32_t)len;
    return t ? 0 : -1;
fail:
    PyMem_Free(t);
    Py_DECREF(seq);
    return -1;
}

PyDoc_STRVAR(tag_doc,
             "tag($self, text, /, *, lang=-1, role=-1, regions=(), turns=(), block=0, layout=False, cues=False)\n--\n\n"
             "Tags one str and returns its Rows. lang: 0 ja, 1 zh, 2 en, -1 found per sentence; role: 0 question,\n"
             "1 answer, 2 statement, -1 found; regions: (start, end, flags, lang) and turns: (start, role) in code\n"
             "points, sorted; block: bytes after which a window may end (0: 64 KB); layout: no claims, but the\n"
             "clauses of each sentence; cues: no claims, but their cues are looked for. Raises LimitError.");

static PyObject *tag(PyObject *o, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"", "lang", "role", "regions", "turns", "block", "layout", "cues", NULL};
    onr_py_pack *self = (onr_py_pack *)o;
    onr_state *state = onr_state_of(o);
    PyObject *text, *regions = NULL, *turns = NULL;
    onr_py_rows *rows = NULL;
    onr_region *region = NULL;
    onr_turn_in *turn = NULL;
    onr_tagger *t = NULL;
    int lang = -1, role = -1, layout = 0, cues = 0;
    unsigned block = 0;
    onr_job job = {0};
    onr_error err = {0};
    onr_status st = ONR_OK;
    waiter w = {0};
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "U|$iiOOIpp:tag", names, &text, &lang, &role, &regions, &turns,
                                     &block, &layout, &cues))
        return NULL;
    if (PyUnicode_READY(text) < 0) return NULL;
    if (lang < -1 || lang > 2 || role < -1 || role > 2)
        return PyErr_Format(PyExc_ValueError, "lang must be -1 to 2 and role -1 to 2, not %d and %d", lang, role);
    if (regions && read_regions(regions, &region, &job.n_region)) goto done;
    if (turns && read_turns(turns, &turn, &job.n_turn)) goto done;
    rows = onr_py_rows_new(state, o);
    if (!rows) goto done;
    if (self->n_spare)
        t = self->spare[--self->n_spare];
    else
        st = onr_tagger_new(self->pack, &t, &err);
    if (st == ONR_OK) {
        job.text =
            (onr_text){PyUnicode_DATA(text), (uint64_t)PyUnicode_GET_LENGTH(text), (uint8_t)PyUnicode_KIND(text)};
        job.region = region;
        job.turn = turn;
        job.lang = lang < 0 ? ONR_LANG_UNKNOWN : (uint8_t)lang;
        job.role = role < 0 ? ONR_NIL : (uint8_t)role;
        job.block = block;
        job.layout = (uint8_t)layout;
        job.cues = (uint8_t)cues;
        job.stop = ask;
        job.stop_arg = &w;
        w.released = job.text.n > 4096; /* below, giving the GIL away costs more than it gives others */
        if (w.released) w.thread = PyEval_SaveThread();
        st = onr_tag(t, &job, &rows->r, &err);
        if (w.released) PyEval_RestoreThread(w.thread);
    }
    if (t && st == ONR_OK && self->n_spare < ONR_SPARE) {
        self->spare[self->n_spare++] = t;
        t = NULL;
    }
    if (st != ONR_OK) {
        onr_raise(state, &err);
        Py_CLEAR(rows);
    }
done:
    onr_tagger_free(t);
    PyMem_Free(region);
    PyMem_Free(turn);
    return (PyObject *)rows;
}

PyDoc_STRVAR(
    events_doc,
    "events($self, text, lang, part, engine=\"scan\", /)\n--\n\n"
    "(start, end, entry) of every match in a text taken as one sentence, in bytes of its folded form;\n"
    "part 0 cues, 1 marks, 2 grounds; engine \"scan\" or \"pcre2\", a loop of searches that must give the same. For\n"
    "tests and the benchmark.");

static PyObject *events(PyObject *o, PyObject *args)
{
    onr_py_pack *self = (onr_py_pack *)o;
    PyObject *text, *list = NULL;
    const char *engine = "scan";
    unsigned lang, part;
    onr_utf8 u = {0};
    onr_folded f = {0};
    onr_matcher m = {0};
    onr_oracle *oracle = NULL;
    onr_events ev = {0};
    onr_error err = {0};
    onr_status st;
    uint64_t next;
    if (!PyArg_ParseTuple(args, "UII|s:events", &text, &lang, &part, &engine)) return NULL;
    if (PyUnicode_READY(text) < 0) return NULL;
    if (lang >= ONR_N_LANG || part >= ONR_N_PART) return PyErr_Format(PyExc_ValueError, "lang and part must be 0 to 2");
    onr_text t = {PyUnicode_DATA(text), (uint64_t)PyUnicode_GET_LENGTH(text), (uint8_t)PyUnicode_KIND(text)};
    if ((st = onr_input_window(&t, 0, 1u << 30, &u, &next, &err)) != ONR_OK ||
        (st = onr_fold(&u, 0, &f, &err)) != ONR_OK)
        goto done;
    if (strcmp(engine, "pcre2") == 0) {
        st = onr_oracle_new(self->pack, lang, part, &oracle, &err);
        if (st == ONR_OK) st = onr_oracle_match(oracle, f.p, (onr_range){0, f.n}, &ev, &err);
    } else {
        st = onr_matcher_new(self->pack, &m, &err);
        if (st == ONR_OK)
            st = onr_match(self->pack, lang, part, ONR_SPEAKS_ANY, &f, (onr_range){0, f.n}, &m, &ev, &err);
    }
    if (st != ONR_OK) goto done;
    list = PyList_New((Py_ssize_t)ev.n);
    for (uint32_t i = 0; list && i < ev.n; i++) {
        PyObject *x = Py_BuildValue("(III)", ev.e[i].start, ev.e[i].end, ev.e[i].entry);
        if (!x)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, (Py_ssize_t)i, x);
    }
done:
    if (st != ONR_OK) onr_raise(onr_state_of(o), &err);
    onr_oracle_free(oracle);
    if (m.md) onr_matcher_free(&m);
    onr_free(ev.e);
    onr_folded_free(&f);
    onr_utf8_free(&u);
    return list;
}

static PyObject *jit(PyObject *o, void *unused)
{
    (void)unused;
    return PyLong_FromUnsignedLong(onr_pack_jit(((onr_py_pack *)o)->pack));
}

static PyObject *patterns(PyObject *o, void *unused)
{
    (void)unused;
    return PyLong_FromUnsignedLong(onr_pack_patterns(((onr_py_pack *)o)->pack));
}

static PyObject *meta(PyObject *o, void *unused)
{
    uint32_t n;
    const char *p = onr_pack_meta(((onr_py_pack *)o)->pack, &n);
    (void)unused;
    return PyBytes_FromStringAndSize(p, (Py_ssize_t)n);
}

static PyMethodDef methods[] = {{"tag", (PyCFunction)(void (*)(void))tag, METH_VARARGS | METH_KEYWORDS, tag_doc},
                                {"events", events, METH_VARARGS, events_doc},
                                {NULL, NULL, 0, NULL}};

static PyGetSetDef members[] = {{"jit", jit, NULL, "How many of its patterns PCRE2's JIT compiled.", NULL},
                                {"patterns", patterns, NULL, "How many PCRE2 patterns it has.", NULL},
                                {"meta", meta, NULL, "The pack's description: JSON as bytes.", NULL},
                                {NULL, NULL, NULL, NULL, NULL}};

PyDoc_STRVAR(pack_doc, "Pack(blob)\n--\n\nA compiled rule pack, from its blob. Immutable; threads may share it.\n"
                       "Raises RuleError for a blob that is truncated, altered or foreign.");

static PyType_Slot slots[] = {{Py_tp_doc, (void *)pack_doc}, {Py_tp_new, new},        {Py_tp_dealloc, dealloc},
                              {Py_tp_methods, methods},      {Py_tp_getset, members}, {0, NULL}};

PyType_Spec onr_pack_spec = {"onrecord._core.Pack", sizeof(onr_py_pack), 0, Py_TPFLAGS_DEFAULT, slots};
