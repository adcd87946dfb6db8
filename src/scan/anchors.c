#include "scan/anchors.h"

#include "scan/anchors_kernel.h"
