install_requires=["torch"]
