#include <ATen/ATen.h>
#include <ATen/cuda/CUDAContext.h>
#include <THC/THC.h>

#define THREADS 256

template <typename scalar_t>
__global__ void ball_query_kernel(int n, int m, float radius2, int nsample,
                                  const scalar_t *__restrict__ xyz,
                                  const scalar_t *__restrict__ centers,
                                  int64_t *__restrict__ idx) {
  int b = blockIdx.y;
  int j = blockIdx.x * blockDim.x + threadIdx.x;
  if (j >= m) return;

  xyz += b * n * 3;
  centers += (b * m + j) * 3;
  idx += (int64_t)(b * m + j) * nsample;

  int found = 0;
  for (int k = 0; k < n && found < nsample; ++k) {
    scalar_t dx = centers[0] - xyz[k * 3 + 0];
    scalar_t dy = centers[1] - xyz[k * 3 + 1];
    scalar_t dz = centers[2] - xyz[k * 3 + 2];
    if (dx * dx + dy * dy + dz * dz < radius2) {
      // pad with the first neighbour
      if (found == 0)
        for (int l = 0; l < nsample; ++l) idx[l] = k;
      idx[found++] = k;
    }
  }
}

void ball_query_launcher(const at::Tensor &xyz, const at::Tensor &centers,
                         at::Tensor &idx, float radius, int nsample) {
  int n = xyz.size(1), m = centers.size(1);
  dim3 blocks((m + THREADS - 1) / THREADS, xyz.size(0));
  cudaStream_t stream = at::cuda::getCurrentCUDAStream();

  AT_DISPATCH_FLOATING_TYPES(xyz.type(), "ball_query", ([&] {
    ball_query_kernel<scalar_t><<<blocks, THREADS, 0, stream>>>(
        n, m, radius * radius, nsample, xyz.data<scalar_t>(),
        centers.data<scalar_t>(), idx.data<int64_t>());
  }));
  THCudaCheck(cudaGetLastError());
}
