/* See rows_type.h. Python objects are made only when somebody asks. */
#include "rows_type.h"

#include "pack_type.h"

onr_py_rows *onr_py_rows_new(onr_state *state, PyObject *pack)
{
    onr_py_rows *self = (onr_py_rows *)state->rows->tp_alloc(state->rows, 0);
    if (self) self->pack = Py_NewRef(pack);
    return self;
}

static void dealloc(PyObject *o)
{
    onr_py_rows *self = (onr_py_rows *)o;
    PyTypeObject *type = Py_TYPE(o);
    onr_rows_free(&self->r);
    Py_XDECREF(self->pack);
    type->tp_free(o);
    Py_DECREF(type);
}

static Py_ssize_t length(PyObject *o)
{
    return (Py_ssize_t)((onr_py_rows *)o)->r.n;
}

static PyObject *span(onr_cps x)
{
    if (x.start < 0) return Py_NewRef(Py_None);
    return Py_BuildValue("(ii)", x.start, x.end);
}

/* Steals all references; NULL if one is NULL. */
static PyObject *claim(const onr_rows *r, uint32_t i)
{
    int32_t a = r->reasons_at[i], b = r->reasons_at[i + 1];
    PyObject *grounds = PyTuple_New(b - a);
    for (int32_t g = a; grounds && g < b; g++) {
        PyObject *x = Py_BuildValue("(iii)", (int)r->ground_reason[g], r->ground_start[g], r->ground_end[g]);
        if (!x)
            Py_CLEAR(grounds);
        else
            PyTuple_SET_ITEM(grounds, g - a, x);
    }
    if (!grounds) return NULL;
    return Py_BuildValue("(iiiiNNNNiiIiiiiiiiiiNNN)", r->claim_start[i], r->claim_end[i], r->cue_start[i],
                         r->cue_end[i], span(onr_rows_span(r, ONR_V_HOLDER, r->holder_start, r->holder_end, i)),
                         span(onr_rows_span(r, ONR_V_PARTY, r->party_start, r->party_end, i)),
                         span(onr_rows_span(r, ONR_V_CONTENT, r->content_start, r->content_end, i)),
                         span(onr_rows_span(r, ONR_V_HEDGE, r->hedge_start, r->hedge_end, i)), r->sentence[i],
                         r->turn[i], r->rule[i], (int)r->kind[i], (int)r->form[i], (int)r->voice[i],
                         (int)r->certainty[i], (int)r->reason[i], (int)r->channel[i], (int)r->lang[i], (int)r->role[i],
                         (int)r->holder_kind[i] | (int)r->inherited[i] << 8, grounds,
                         span(onr_rows_span(r, ONR_V_MENTION, r->mention_start, r->mention_end, i)),
                         span(onr_rows_span(r, ONR_V_CONTINUED, r->continued_start, r->continued_end, i)));
}

static PyObject *fill(Py_ssize_t n, PyObject *(*make)(const onr_rows *, uint32_t), const onr_rows *r)
{
    PyObject *list = PyList_New(n);
    for (Py_ssize_t i = 0; list && i < n; i++) {
        PyObject *x = make(r, (uint32_t)i);
        if (!x)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, i, x);
    }
    return list;
}

static PyObject *sentence(const onr_rows *r, uint32_t i)
{
    return Py_BuildValue("(iiiiiii)", r->s_start[i], r->s_end[i], r->s_turn[i], r->s_para[i], (int)r->s_flags[i],
                         (int)r->s_lang[i], (int)r->s_role[i]);
}

static PyObject *turn(const onr_rows *r, uint32_t i)
{
    return Py_BuildValue("(iiiNii)", r->t_start[i], r->t_text[i], r->t_end[i],
                         span((onr_cps){r->t_name_start[i], r->t_name_end[i]}), r->t_given[i], (int)r->t_role[i]);
}

static PyObject *quote(const onr_rows *r, uint32_t i)
{
    return Py_BuildValue("(iiiii)", r->q_start[i], r->q_end[i], (int)r->q_depth[i], (int)r->q_closed[i],
                         (int)r->q_title[i]);
}

static PyObject *clause(const onr_rows *r, uint32_t i)
{
    return Py_BuildValue("(iii)", r->c_start[i], r->c_end[i], r->c_sentence[i]);
}

PyDoc_STRVAR(
    claims_doc,
    "claims($self, /)\n--\n\nOne tuple a claim, in text order; spans are (start, end) in code points or None.");
static PyObject *claims(PyObject *o, PyObject *unused)
{
    (void)unused;
    return fill(length(o), claim, &((onr_py_rows *)o)->r);
}

PyDoc_STRVAR(sentences_doc,
             "sentences($self, /)\n--\n\n(start, end, turn, paragraph, flags, lang, role) for each sentence.");
static PyObject *sentences(PyObject *o, PyObject *unused)
{
    (void)unused;
    return fill((Py_ssize_t)((onr_py_rows *)o)->r.n_s, sentence, &((onr_py_rows *)o)->r);
}

PyDoc_STRVAR(turns_doc, "turns($self, /)\n--\n\n(start, text, end, name, given, role) for each turn.");
static PyObject *turns(PyObject *o, PyObject *unused)
{
    (void)unused;
    return fill((Py_ssize_t)((onr_py_rows *)o)->r.n_t, turn, &((onr_py_rows *)o)->r);
}

PyDoc_STRVAR(quotes_doc, "quotes($self, /)\n--\n\n(start, end, depth, closed, title) for each quotation.");
static PyObject *quotes(PyObject *o, PyObject *unused)
{
    (void)unused;
    return fill((Py_ssize_t)((onr_py_rows *)o)->r.n_q, quote, &((onr_py_rows *)o)->r);
}

PyDoc_STRVAR(
    clauses_doc,
    "clauses($self, /)\n--\n\n(start, end, sentence) for each clause; none unless tag() was asked for the layout.");
static PyObject *clauses(PyObject *o, PyObject *unused)
{
    (void)unused;
    return fill((Py_ssize_t)((onr_py_rows *)o)->r.n_c, clause, &((onr_py_rows *)o)->r);
}

PyDoc_STRVAR(limits_doc,
             "limits($self, /)\n--\n\n(rule number or -1, times) for each pattern that met a limit in this text.");
static PyObject *limits(PyObject *o, PyObject *unused)
{
    const onr_py_rows *self = (onr_py_rows *)o;
    const onr_pack *pack = ((onr_py_pack *)self->pack)->pack;
    PyObject *list = PyList_New(0);
    (void)unused;
    for (uint32_t i = 0; list && i < self->r.n_limit; i++) {
        if (!self->r.limit[i]) continue;
        uint32_t rule = onr_pack_pattern_rule(pack, i);
        PyObject *x = Py_BuildValue("(iI)", rule == ONR_NONE ? -1 : (int)rule, self->r.limit[i]);
        if (!x || PyList_Append(list, x)) Py_CLEAR(list);
        Py_XDECREF(x);
    }
    return list;
}

static PyObject *work(PyObject *o, void *unused)
{
    (void)unused;
    return PyLong_FromUnsignedLongLong(((onr_py_rows *)o)->r.work);
}

static PyObject *chars(PyObject *o, void *unused)
{
    (void)unused;
    return PyLong_FromUnsignedLongLong(((onr_py_rows *)o)->r.n_cp);
}

static PyMethodDef methods[] = {{"claims", claims, METH_NOARGS, claims_doc},
                                {"sentences", sentences, METH_NOARGS, sentences_doc},
                                {"turns", turns, METH_NOARGS, turns_doc},
                                {"quotes", quotes, METH_NOARGS, quotes_doc},
                                {"clauses", clauses, METH_NOARGS, clauses_doc},
                                {"limits", limits, METH_NOARGS, limits_doc},
                                {NULL, NULL, 0, NULL}};

static PyGetSetDef members[] = {{"chars", chars, NULL, "Code points of the text.", NULL},
                                {"work", work, NULL, "Anchored tries of PCRE2: a work counter.", NULL},
                                {NULL, NULL, NULL, NULL, NULL}};

static PyType_Slot slots[] = {{Py_tp_doc, "The columns of one tagged text; made by Pack.tag()."},
                              {Py_tp_dealloc, dealloc},
                              {Py_sq_length, length},
                              {Py_tp_methods, methods},
                              {Py_tp_getset, members},
                              {0, NULL}};

PyType_Spec onr_rows_spec = {"onrecord._core.Rows", sizeof(onr_py_rows), 0,
                             Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
