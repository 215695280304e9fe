/* Rows: the columns of one tagged text, behind a Python object. */
#ifndef ONR_PY_ROWS_TYPE_H
#define ONR_PY_ROWS_TYPE_H

#include "state.h"
#include "rows.h"

typedef struct {
    PyObject_HEAD onr_rows r;
    PyObject *pack; /* the Pack: rule numbers are its */
} onr_py_rows;

onr_py_rows *onr_py_rows_new(onr_state *state, PyObject *pack);

#endif
