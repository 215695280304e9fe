/* The extension module onrecord._core: multi-phase init, heap types, one state struct. */
#include "state.h"

#include "pack.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <utf8proc.h>

PyObject *onr_raise(onr_state *state, const onr_error *err)
{
    PyObject *type = state->error;
    const char *code = "error";
    switch (err->code) {
    case ONR_NOMEM:
        return PyErr_NoMemory();
    case ONR_LIMIT:
        type = state->limit_error;
        code = "limit";
        break;
    case ONR_BAD_PACK:
        type = state->rule_error;
        code = "pack";
        break;
    case ONR_PATTERN:
        type = state->rule_error;
        code = "pattern";
        break;
    case ONR_BAD_INPUT:
        type = state->input_error;
        code = "input";
        break;
    default:
        break;
    }
    if (PyErr_Occurred()) return NULL; /* a signal handler has raised */
    PyObject *args = NULL, *kwargs = NULL, *e = NULL;
    args = Py_BuildValue("(s)", err->text);
    kwargs = Py_BuildValue("{s:s,s:K}", "code", code, "position", (unsigned long long)err->pos);
    if (args && kwargs) e = PyObject_Call(type, args, kwargs);
    if (e) PyErr_SetObject(type, e);
    Py_XDECREF(args);
    Py_XDECREF(kwargs);
    Py_XDECREF(e);
    return NULL;
}

PyDoc_STRVAR(fold_doc,
             "fold(text, /)\n--\n\n"
             "The matching form of a text, with an exact map back.\n\n"
             "The form is NFKC_Casefold (Unicode 15), then a published table of quotes and dashes, then every run of\n"
             "white space becomes one blank and a single line break between two Han or kana characters nothing.\n\n"
             "Parameters: text, a str (lone surrogates are kept). Returns a Folded with ``text`` (str),\n"
             "``original_span(start, end)`` and ``folded_span(start, end)``, all in code points, ends exclusive.\n"
             "Raises LimitError above 1 GB of UTF-8. Time is linear in the text.");

static PyObject *fold(PyObject *module, PyObject *text)
{
    return onr_py_fold(PyModule_GetState(module), text);
}

PyDoc_STRVAR(versions_doc, "versions($module, /)\n--\n\n"
                           "Versions of the libraries and of the pack format, and whether PCRE2 has JIT: a dict.");

static PyObject *versions(PyObject *module, PyObject *unused)
{
    uint32_t jit = 0;
    char pcre2[64] = "";
    (void)module;
    (void)unused;
    (void)pcre2_config(PCRE2_CONFIG_JIT, &jit);
    (void)pcre2_config(PCRE2_CONFIG_VERSION, pcre2);
    return Py_BuildValue("{s:s,s:s,s:s,s:O,s:I}", "pcre2", pcre2, "utf8proc", utf8proc_version(), "unicode",
                         utf8proc_unicode_version(), "jit", jit ? Py_True : Py_False, "pack_format",
                         (unsigned)ONR_PACK_FORMAT);
}

PyDoc_STRVAR(work_doc,
             "work($module, /)\n--\n\n"
             "What this thread has done in the core since the last call, counted, by stage: a dict; empty in\n"
             "all builds but the sanitized one. For the tests of linearity (status.h).");

static PyObject *work(PyObject *module, PyObject *unused)
{
    uint64_t counts[ONR_N_WORK];
    int counted = onr_work_take(counts);
    PyObject *dict = PyDict_New();
    (void)module;
    (void)unused;
    for (uint32_t i = 0; dict && counted && i < ONR_N_WORK; i++) {
        PyObject *n = PyLong_FromUnsignedLongLong(counts[i]);
        if (!n || PyDict_SetItemString(dict, onr_work_names[i], n)) Py_CLEAR(dict);
        Py_XDECREF(n);
    }
    return dict;
}

static PyMethodDef methods[] = {{"fold", fold, METH_O, fold_doc},
                                {"versions", versions, METH_NOARGS, versions_doc},
                                {"work", work, METH_NOARGS, work_doc},
                                {NULL, NULL, 0, NULL}};

static int add_type(PyObject *module, PyType_Spec *spec, PyTypeObject **slot)
{
    *slot = (PyTypeObject *)PyType_FromModuleAndSpec(module, spec, NULL);
    return *slot ? PyModule_AddType(module, *slot) : -1;
}

static int take(PyObject *from, const char *name, PyObject **slot)
{
    *slot = PyObject_GetAttrString(from, name);
    return *slot ? 0 : -1;
}

static int exec(PyObject *module)
{
    onr_state *s = PyModule_GetState(module);
    PyObject *errors = PyImport_ImportModule("onrecord.errors");
    int failed = !errors || take(errors, "Error", &s->error) || take(errors, "RuleError", &s->rule_error) ||
                 take(errors, "InputError", &s->input_error) || take(errors, "LimitError", &s->limit_error) ||
                 add_type(module, &onr_pack_spec, &s->pack) || add_type(module, &onr_rows_spec, &s->rows) ||
                 add_type(module, &onr_folded_spec, &s->folded);
    Py_XDECREF(errors);
    return failed ? -1 : 0;
}

static int traverse(PyObject *module, visitproc visit, void *arg)
{
    onr_state *s = PyModule_GetState(module);
    Py_VISIT(s->error);
    Py_VISIT(s->rule_error);
    Py_VISIT(s->input_error);
    Py_VISIT(s->limit_error);
    Py_VISIT(s->pack);
    Py_VISIT(s->rows);
    Py_VISIT(s->folded);
    return 0;
}

static int clear(PyObject *module)
{
    onr_state *s = PyModule_GetState(module);
    Py_CLEAR(s->error);
    Py_CLEAR(s->rule_error);
    Py_CLEAR(s->input_error);
    Py_CLEAR(s->limit_error);
    Py_CLEAR(s->pack);
    Py_CLEAR(s->rows);
    Py_CLEAR(s->folded);
    return 0;
}

static void release(void *module)
{
    (void)clear(module);
}

onr_state *onr_state_of(PyObject *self)
{
    return PyType_GetModuleState(Py_TYPE(self));
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, exec}, {0, NULL}};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,       .m_name = "onrecord._core", .m_doc = "The C core: folding, compiled packs, tagging.",
    .m_size = sizeof(onr_state), .m_methods = methods,       .m_slots = slots,
    .m_traverse = traverse,      .m_clear = clear,           .m_free = release};

PyMODINIT_FUNC PyInit__core(void)
{
    return PyModuleDef_Init(&definition);
}
