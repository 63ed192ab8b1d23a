extension ImportPolicy {
    /// Modules that nothing good is fetched from, with all that is in them: they run commands or code, load other pickles, reach files or
    /// the network. From Python's own list of modules, what picklescan, modelscan and fickling refuse, and published bypasses of those.
    static let dangerousModules: Set<String> = Set(
        """
        os posix nt posixpath ntpath subprocess _posixsubprocess sys shutil socket _socket ssl _ssl socketserver runpy pip webbrowser
        httplib http urllib urllib2 urllib3 requests aiohttp httpx httpcore ftplib telnetlib smtplib poplib imaplib nntplib xmlrpc
        xmlrpclib importlib imp _imp _frozen_importlib _frozen_importlib_external zipimport pkgutil timeit pdb bdb cProfile profile trace
        doctest code codeop asyncio multiprocessing concurrent _thread ctypes _ctypes cffi _cffi_backend pty commands popen2 platform
        pickle _pickle cPickle dill cloudpickle marshal shelve jsonpickle hickle pydoc venv ensurepip idlelib lib2to3 distutils
        setuptools pkg_resources _osx_support _aix_support _pyrepl test uuid sysconfig site sitecustomize usercustomize fileinput
        linecache mmap signal winreg _winreg _winapi msvcrt sqlite3 dbm cgi cgitb wsgiref zipapp compileall py_compile modulefinder
        unittest nose pytest _pytest IPython ipykernel jupyter notebook inspect gc atexit faulthandler ptrace pexpect ptyprocess sh
        plumbum fabric invoke paramiko psutil git docker boto boto3 botocore smbclient twisted gevent flask django werkzeug jinja2 mako
        tempfile glob tarfile zipfile tkinter turtle curses readline rlcompleter crypt spwd pwd resource syslog tracemalloc symtable
        numpy.f2py numpy.testing numpy.distutils numpy.ctypeslib numpy.lib.npyio numpy.lib._npyio_impl numpy.memmap scipy.weave
        numexpr sympy.parsing sympy.utilities pandas.io pandas.core.computation pandas.eval
        torch.hub torch.serialization torch.jit torch.package torch.multiprocessing torch.distributed torch.utils.bottleneck
        torch.utils.collect_env torch.utils.cpp_extension torch.utils.data torch.utils._config_module torch.utils.model_zoo
        torch.utils.benchmark torch.utils.tensorboard torch.utils.file_baton torch._dynamo torch._inductor torch.fx torch.ops torch.classes
        torch.library torch._C torch._ops torch.testing torch.onnx torch.export torch.compiler torch._export torch.monitor
        joblib.memory joblib.parallel joblib.externals tensorflow.python.framework.load_library keras.models keras.saving
        keras.src.saving keras.utils.file_utils transformers.dynamic_module_utils transformers.utils.import_utils huggingface_hub
        datasets.load gradio streamlit yaml ruamel distlib virtualenv wheel build twine conda _distutils_hack antigravity
        """.split(whereSeparator: \.isWhitespace).map(String.init))

    static let dangerousBuiltins: Set<String> = [
        "eval", "exec", "execfile", "compile", "open", "file", "input", "raw_input", "__import__", "getattr", "setattr", "delattr",
        "hasattr", "globals", "locals", "vars", "apply", "breakpoint", "help", "reload", "exit", "quit", "map", "filter", "reduce",
        "intern", "memoryview", "__build_class__", "__loader__", "__spec__", "__dict__",
    ]

    /// In modules that are not bad as a whole.
    static let dangerousNames: [String: Set<String>] = [
        "functools": ["partial", "partialmethod", "reduce"],
        "operator": ["attrgetter", "itemgetter", "methodcaller", "call"],
        "_operator": ["attrgetter", "itemgetter", "methodcaller", "call"],
        "types": ["CodeType", "FunctionType", "LambdaType", "MethodType", "ModuleType", "DynamicClassAttribute", "new_class"],
        "io": ["open", "open_code", "FileIO"], "_io": ["open", "open_code", "FileIO"], "codecs": ["open"], "pathlib": ["os", "io"],
        "logging": ["FileHandler", "config", "handlers", "os", "sys"], "logging.config": ["fileConfig", "dictConfig", "listen"],
        "logging.handlers": ["SocketHandler", "SMTPHandler", "HTTPHandler", "RotatingFileHandler", "TimedRotatingFileHandler"],
        "torch": ["load", "save", "compile", "hub", "jit", "ops", "classes", "package", "serialization", "os", "sys"],
        "numpy": ["load", "save", "savez", "fromfile", "memmap", "loadtxt", "genfromtxt", "savetxt", "f2py", "testing", "DataSource"],
        "pandas": ["read_pickle", "eval", "read_csv", "read_sql", "read_html"], "joblib": ["load", "Parallel", "Memory"],
        "joblib.numpy_pickle": ["load", "load_temporary_memmap", "NumpyUnpickler"],
        "tensorflow": ["load_library", "load_op_library", "py_function", "numpy_function", "io"],
        "sympy": ["sympify", "lambdify", "parse_expr"], "_codecs": ["lookup", "register"],
        "threading": ["Thread", "Timer"], "sched": ["scheduler"], "gzip": ["open"], "bz2": ["open"], "lzma": ["open"],
    ]

    /// Names that mean running something wherever they are.
    static let dangerousAnywhere: Set<String> = [
        "system", "popen", "popen2", "popen3", "popen4", "Popen", "spawnl", "spawnle", "spawnlp", "spawnv", "spawnve", "spawnvp", "execv",
        "execve", "execl", "execlp", "execvp", "posix_spawn", "eval", "exec", "execfile", "exec_", "exec_module", "load_module",
        "__import__", "import_module", "run_module", "run_path", "check_output", "check_call", "getoutput", "getstatusoutput",
        "load_library", "LoadLibrary", "CDLL", "urlopen", "urlretrieve", "runcode", "runsource", "runcommand", "execWrapper", "runstring",
        "__globals__", "__builtins__", "__subclasses__", "__getattribute__", "__code__", "__closure__", "__mro__", "__bases__", "__dict__",
        "__reduce__", "__reduce_ex__", "__init_subclass__", "__class__", "__loader__", "read_pickle", "load_pickle", "unsafe_load",
        "rmtree",
        "startfile", "fork", "forkpty", "resolve_name", "runctx", "_run_code", "_run_pip", "evaluate_guards_expression", "pipepager",
    ]
}
