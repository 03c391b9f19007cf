"""Times dense (cuBLAS) and CSR (cuSPARSE) products of PyTorch on CUDA; reads the request of torch.ts, prints its answer."""

import json
import sys
import time


def main():
    request = json.load(sys.stdin)
    try:
        import torch
    except ImportError:
        return {"reason": "python3 has no package torch"}
    if not torch.cuda.is_available():
        return {"reason": f"torch {torch.__version__} finds no CUDA device"}
    queued = 100
    torch.manual_seed(1)

    def timed(call):
        """Microseconds a product over the rounds: 100 queued products between two events."""
        for _ in range(queued):
            call()
        torch.cuda.synchronize()
        times = []
        for _ in range(request["rounds"]):
            start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
            start.record()
            for _ in range(queued):
                call()
            end.record()
            torch.cuda.synchronize()
            times.append(start.elapsed_time(end) * 1000 / queued)
        times.sort()
        at = lambda q: times[int(q * (len(times) - 1))]
        return {"p20Us": at(0.2), "medianUs": at(0.5)}

    def called(call):
        """Microseconds of one call that ends with its result on the host, over as many calls as rounds times ten."""
        times = []
        for i in range(request["rounds"] * 10 + 5):
            start = time.perf_counter()
            call()
            if i >= 5:
                times.append((time.perf_counter() - start) * 1e6)
        times.sort()
        at = lambda q: times[int(q * (len(times) - 1))]
        return {"p20Us": at(0.2), "medianUs": at(0.5)}

    timings = []
    calls = []
    for shape in request["shapes"]:
        rows, cols, n = shape["rows"], shape["cols"], shape["n"]
        dense = torch.randn(rows, cols, device="cuda")
        x = torch.randn(cols, n, device="cuda")
        host = x.cpu()
        out = torch.empty(rows, n, device="cuda")
        mask = torch.rand(rows, cols, device="cuda") < request["density"]
        csr = (dense * mask).to_sparse_csr()
        if not torch.allclose(csr @ x, (dense * mask) @ x, rtol=1e-3, atol=1e-2):
            raise RuntimeError("torch's sparse product differs from its dense one")
        contestants = [
            ("torch dense, fp32", False, rows * cols, lambda: torch.matmul(dense, x, out=out)),
            ("torch dense, TF32", True, rows * cols, lambda: torch.matmul(dense, x, out=out)),
            ("torch CSR 90%", False, int(mask.sum()), lambda: torch.matmul(csr, x)),
        ]
        for name, tf32, non_zeros, call in contestants:
            torch.backends.cuda.matmul.allow_tf32 = tf32
            timings.append({"name": name, "nonZeros": non_zeros, **shape, **timed(call)})
            matrix = csr if "CSR" in name else dense
            whole = called(lambda: (matrix @ host.cuda()).cpu())
            calls.append({"name": name, "nonZeros": non_zeros, **shape, **whole})
    return {
        "version": torch.__version__,
        "device": torch.cuda.get_device_name(),
        "timings": timings,
        "calls": calls,
    }


print(json.dumps(main()))
