// Stand-in of a part of CUDA's header of the same name: see README.md.
#pragma once

struct CUstream_st;
using cudaStream_t = CUstream_st*;
