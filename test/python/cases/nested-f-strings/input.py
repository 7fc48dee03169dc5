import numpy as np
f"{np.a!r:>{np.b}}" rf'\{np.c}' F"""{
    np.d
}"""
f'{x["{np.no}"]} {np.e(k=f"{np.f}")}'
f"\N{DASH} {{np.no}} {np.g:%Y-%m}" "{np.no}"
f"{'a' if np.h else 'b'}{lambda_:x}"
import after
