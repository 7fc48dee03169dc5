#!/usr/bin/env bash
set -euo pipefail
TORCH_VERSION=1.4.0
cd "$(dirname "$0")"
command -v ffmpeg >/dev/null || { echo "install ffmpeg"; exit 1; }
if [ "$(uname)" == "Darwin" ]; then
  brew install portaudio
else
  sudo apt-get update && sudo -H apt-get install -y portaudio19-dev "libsndfile1=1.0.28-6"
fi
python3.6 -m venv env && . env/bin/activate
pip install torch==$TORCH_VERSION+cu101 -f https://download.example.org/whl/torch_stable.html
pip install -qr requirements.txt --extra-index-url=https://index.example/simple
git clone https://git.example.org/nv/apex.git
cd apex
git checkout 880ab925bce9f817a93988b021e12db5f67f7787
pip install -v --no-cache-dir --global-option="--cpp_ext" ./
cd -
export DATA_ROOT=/home/jane/datasets
export LD_LIBRARY_PATH=/usr/local/cuda-10.1/lib64:$LD_LIBRARY_PATH
cat > run.cfg <<CFG
pip install not-a-command
CFG
bash -c 'cd sub && easy_install lxml==4.2'
for p in numpy scipy; do pip install $p; done
sox in.wav out.wav | tee log
EOF
