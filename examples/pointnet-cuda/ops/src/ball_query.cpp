#include <torch/extension.h>
#include <THC/THC.h>

#define CHECK_CUDA(x) AT_CHECK(x.type().is_cuda(), #x " must be a CUDA tensor")
#define CHECK_CONTIGUOUS(x) AT_CHECK(x.is_contiguous(), #x " must be contiguous")
#define CHECK_INPUT(x) CHECK_CUDA(x); CHECK_CONTIGUOUS(x)

void ball_query_launcher(const at::Tensor &xyz, const at::Tensor &centers,
                         at::Tensor &idx, float radius, int nsample);

// xyz (B, N, 3), centers (B, M, 3) -> indices (B, M, nsample)
at::Tensor ball_query(at::Tensor xyz, at::Tensor centers, float radius, int nsample) {
  CHECK_INPUT(xyz);
  CHECK_INPUT(centers);
  at::Tensor idx = at::zeros({centers.size(0), centers.size(1), nsample},
                             xyz.options().dtype(at::kLong));
  ball_query_launcher(xyz, centers, idx, radius, nsample);
  return idx;
}

PYBIND11_MODULE(TORCH_EXTENSION_NAME, m) {
  m.def("ball_query", &ball_query, "ball query (CUDA)");
}
