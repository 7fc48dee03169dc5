poetry install --no-dev
pipenv install requests==2.20 --python 3.6
uv pip install -r requirements.txt "einops>=0.3"
uv add httpx
pdm sync
virtualenv -p python3.5 env
pyenv install 2.7.18
python -m pip install --no-binary :all: --pre --trusted-host index.example -i https://index.example/simple foo==1.0
python2 setup.py build_ext --inplace
git submodule update --init --recursive
cmake -DCMAKE_BUILD_TYPE=Release .. && make -j4 && nvcc -arch=sm_52 k.cu
pip install
pip --version
pip install dist/*.whl $EXTRAS ./plugin git+https://git.example.org/a/b.git@v1.2#egg=b https://wheels.example.org/c-1.0-py3-none-any.whl
nix-env -iA nixpkgs.ffmpeg
