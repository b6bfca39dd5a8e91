"""stubtest, with one check made right and stricter.

stubtest looks for a ``typing.Union`` wherever mypy folds an alias to several types, as it folds ``Literal["a", "b"]``;
it then reports the alias, one object in the stub and at run time, as "not a Union". Here the words of such an alias are
compared one by one instead, so that nothing needs to be excused.
"""

import sys
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from mypy import nodes, stubtest, types


@stubtest.verify.register(nodes.TypeAlias)
def verify_alias(stub: nodes.TypeAlias, runtime: Any, object_path: list[str]) -> Iterator[stubtest.Error]:
    target = types.get_proper_type(stub.target)
    if isinstance(target, types.UnionType) and get_origin(runtime) is Literal:
        parts = [types.get_proper_type(part) for part in target.items]
        words = [part.value if isinstance(part, types.LiteralType) else part for part in parts]
        if words != list(get_args(runtime)):
            yield stubtest.Error(object_path, "has other words than at run time", stub, runtime, stub_desc=str(target))
        return
    yield from stubtest.verify_typealias(stub, runtime, object_path)


if __name__ == "__main__":
    sys.exit(stubtest.main())
