extension ImportPolicy {
    private static let plainBuiltins: Set<String> = [
        "set", "frozenset", "dict", "list", "tuple", "int", "float", "complex", "bool", "str", "bytes", "bytearray", "slice", "range",
        "object", "unicode", "long", "xrange", "Ellipsis", "NotImplemented",
    ]

    private static let numpyArrays: Set<String> = ["_reconstruct", "scalar", "_frombuffer"]

    /// What plain checkpoints of PyTorch, NumPy, scikit-learn's data and fairseq fetch; all of it makes values out of values.
    static let plainNames: [String: Set<String>] = [
        "builtins": plainBuiltins, "__builtin__": plainBuiltins,
        "collections": ["OrderedDict", "defaultdict", "Counter", "deque"],
        "copyreg": ["_reconstructor", "__newobj__"], "copy_reg": ["_reconstructor", "__newobj__"],
        "datetime": ["datetime", "date", "time", "timedelta", "timezone"], "decimal": ["Decimal"], "fractions": ["Fraction"],
        "uuid": ["UUID"], "argparse": ["Namespace"], "types": ["SimpleNamespace"], "_codecs": ["encode"],
        "pathlib": ["PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath"],
        "pathlib._local": ["PurePosixPath", "PureWindowsPath", "PosixPath", "WindowsPath"],
        "numpy": ["dtype", "ndarray", "bool_", "float32", "float64", "float16", "int8", "int16", "int32", "int64", "uint8"],
        "numpy.core.multiarray": numpyArrays, "numpy._core.multiarray": numpyArrays, "numpy.core.numeric": numpyArrays,
        "numpy._core.numeric": numpyArrays, "numpy.random._pickle": ["__randomstate_ctor", "__generator_ctor", "__bit_generator_ctor"],
        "numpy.ma.core": ["_mareconstruct", "MaskedArray"],
        "torch": ["Size", "Tensor", "device"],
        "torch._utils": [
            "_rebuild_tensor", "_rebuild_tensor_v2", "_rebuild_tensor_v3", "_rebuild_parameter", "_rebuild_parameter_with_state",
            "_rebuild_qtensor", "_rebuild_sparse_tensor", "_rebuild_sparse_csr_tensor", "_rebuild_meta_tensor_no_storage",
            "_rebuild_device_tensor_from_numpy",
        ],
        "torch._tensor": ["_rebuild_from_type_v2"], "torch.nn.parameter": ["Parameter", "Buffer"],
        "torch.storage": ["TypedStorage", "_TypedStorage", "_UntypedStorage"],
        "torch.serialization": ["_get_layout"], "torch.jit._pickle": jitBuilders,
        "joblib.numpy_pickle": ["NumpyArrayWrapper", "NDArrayWrapper"],
        // Configurations that Lightning and Hydra write beside the weights.
        "omegaconf.base": ["ContainerMetadata", "Metadata"], "omegaconf.dictconfig": ["DictConfig"],
        "omegaconf.listconfig": ["ListConfig"], "typing": ["Any", "Dict", "List", "Optional", "Union", "Tuple"],
        "omegaconf.nodes": ["AnyNode", "StringNode", "IntegerNode", "FloatNode", "BooleanNode"],
        "scipy.sparse._csr": ["csr_matrix", "csr_array"], "scipy.sparse.csr": ["csr_matrix"],
    ]

    /// What TorchScript's pickles make their lists with (torch, `jit/_pickle.py`).
    private static let jitBuilders: Set<String> = [
        "build_intlist", "build_tensorlist", "build_doublelist", "build_boollist", "build_tensor_from_id", "restore_type_tag",
    ]

    /// Element types, quantization schemes and the like: constants.
    static let torchTypes: Set<String> = [
        "float16", "float32", "float64", "bfloat16", "float", "double", "half", "int8", "int16", "int32", "int64", "uint8", "uint16",
        "uint32", "uint64", "bool", "complex32", "complex64", "complex128", "qint8", "quint8", "qint32", "quint4x2", "quint2x4",
        "float8_e4m3fn", "float8_e5m2", "float8_e4m3fnuz", "float8_e5m2fnuz", "strided", "sparse_coo", "contiguous_format",
        "channels_last", "preserve_format", "per_tensor_affine", "per_channel_affine",
    ]
}
