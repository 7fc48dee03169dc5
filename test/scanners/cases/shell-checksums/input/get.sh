wget -O tool.tgz "https://dl.example.org/tool-$V.tgz"
curl -sSLo other.zip https://dl.example.org/other.zip
curl -LO https://dl.example.org/unchecked.zip
sha256sum -c <<SUMS
0123  tool.tgz
SUMS
echo "4567 other.zip" | md5sum --check
gdown --id 1hZ2hZ2hZ2hZ2hZ2hZ2hZ2hZ2hZ2hZ2hZ
wget http://localhost:8000/x
