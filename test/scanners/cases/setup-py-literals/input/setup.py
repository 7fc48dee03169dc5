from setuptools import setup, find_packages

setup(
    name="seq2seq",
    version="0.1.6",
    packages=["seq2seq", "seq2seq.models"],
    py_modules=["run"],
    python_requires=">=2.7, <3.8",
    install_requires=[
        "numpy>=1.14",
        "torch==0.4.1",  # the last that works
        'torchtext',
    ],
    setup_requires=["pytest-runner"],
    tests_require=["pytest"],
    extras_require={
        "dev": ["check-manifest"],
        "gpu": ["tensorflow-gpu==1.12.0"],
        ':python_version<"3.4"': ["enum34"],
        'test:sys_platform=="win32"': ["pywin32"],
    },
    classifiers=[
        "Programming Language :: Python :: 2.7",
        "Programming Language :: Python :: 3.6",
        "Topic :: Scientific/Engineering",
    ],
    entry_points={"console_scripts": ["seq2seq = seq2seq.cli:main"]},
    scripts=["bin/train"],
    use_2to3=True,
)
