/* Module state and what the types of the binding share. Pointers are owned and start NULL; traverse and clear in
 * module.c stand in the order of the struct. */
#ifndef ONR_PY_STATE_H
#define ONR_PY_STATE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "status.h"

typedef struct {
    PyObject *error; /* onrecord.errors.Error and its children */
    PyObject *rule_error;
    PyObject *input_error;
    PyObject *limit_error;
    PyTypeObject *pack;
    PyTypeObject *rows;
    PyTypeObject *folded;
} onr_state;

/* Raises what the core's error says. Returns NULL. */
PyObject *onr_raise(onr_state *state, const onr_error *err);
/* The state behind an instance of one of the heap types. */
onr_state *onr_state_of(PyObject *self);

extern PyType_Spec onr_pack_spec, onr_rows_spec, onr_folded_spec;

/* fold(text) -> Folded */
PyObject *onr_py_fold(onr_state *state, PyObject *text);

#endif
