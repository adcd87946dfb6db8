#define ANCHORS_FIND om_anchors_find_avx2
#define ANCHORS_LANES 4
#include "scan/anchors_kernel.h"
