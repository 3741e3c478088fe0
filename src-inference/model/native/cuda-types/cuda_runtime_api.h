// In place of CUDA's header of the same name, which TensorRT's headers include for these types alone. The addon calls CUDA's
// driver (../cuda-driver.h), never its runtime: no CUDA is needed to compile it.
#pragma once

struct CUevent_st;
struct CUstream_st;
using cudaEvent_t = CUevent_st*;
using cudaStream_t = CUstream_st*;
