/* Pack: a loaded rule pack; immutable, shared by threads, with the taggers that are not in use. */
#ifndef ONR_PY_PACK_TYPE_H
#define ONR_PY_PACK_TYPE_H

#include "state.h"
#include "tag.h"

#define ONR_SPARE 8

typedef struct {
    PyObject_HEAD onr_pack *pack;
    onr_tagger *spare[ONR_SPARE]; /* guarded by the GIL */
    int n_spare;
} onr_py_pack;

#endif
