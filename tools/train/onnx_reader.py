"""Just enough of ONNX to read our own files back in Python: initialisers, metadata and the Conv strides.

The protobuf wire format is walked by hand, so that the check of the written file shares no code with the writer.
"""

import json

import numpy as np


def fields(buffer):
    """Yields (field number, value): int for varints, bytes for everything else."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = buffer[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(buffer):
        key = varint()
        number, wire = key >> 3, key & 7
        if wire == 0:
            yield number, varint()
            continue
        size = varint() if wire == 2 else {1: 8, 5: 4}[wire]
        yield number, buffer[at:at + size]
        at += size


def tensor(buffer):
    """TensorProto -> (name, array). Numbers: 1 dims (packed or not), 2 data_type (1 float, 6 int32), 8 name, 9 raw_data."""
    dims, kind, name, raw = [], 0, "", b""
    for number, value in fields(buffer):
        if number == 1:
            dims += [value] if isinstance(value, int) else packed_varints(value)
        elif number == 2:
            kind = value
        elif number == 8:
            name = value.decode()
        elif number == 9:
            raw = value
    return name, np.frombuffer(raw, dtype={1: "<f4", 6: "<i4"}[kind]).reshape(dims)


def packed_varints(buffer):
    values, value, shift = [], 0, 0
    for byte in buffer:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            values.append(value)
            value = shift = 0
    return values


def read_onnx(path):
    """-> (tensors by name, node names in graph order, ladder description or None)."""
    tensors, nodes, ladder = {}, [], None
    with open(path, "rb") as file:
        model = file.read()
    for number, value in fields(model):
        if number == 7:  # graph
            for inner, part in fields(value):
                if inner == 5:
                    name, array = tensor(part)
                    tensors[name] = array
                elif inner == 1:
                    nodes.append(dict(fields(part))[3].decode())
        elif number == 14:  # metadata_props
            entry = dict(fields(value))
            if entry[1] == b"sparsewatt.ladder":
                ladder = json.loads(entry[2])
    return tensors, nodes, ladder
