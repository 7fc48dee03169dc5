from setuptools import Extension, find_packages, setup

setup(
    name="tracker",
    version="1.2",
    python_requires=">=3.6,<3.12",
    package_dir={"": "src"},
    packages=find_packages("src"),
    ext_modules=[Extension("tracker_native", ["native/tracker.c"])],
    install_requires=["protobuf==3.17.3"],
)
