#include <torch/serialize/tensor.h>
#include <THC/THC.h>
#include <vector>
#include <stdio.h>
#include "ball_query_gpu.h"
// THCudaCheck(cudaGetLastError());
extern THCState *state;

void run(at::Tensor x) {
  AT_CHECK(x.is_cuda(), "must be on the GPU");
  AT_DISPATCH_FLOATING_TYPES(x.type(), "run", ([&] { kernel<scalar_t>(x.data<scalar_t>()); }));
  AT_CHECK(true);
}
