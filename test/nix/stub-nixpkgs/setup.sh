# The part of nixpkgs' stdenv that a shell shows: programs of the inputs are found, and a date of 1980 is set.
export SOURCE_DATE_EPOCH=315532800
export PYTHONPATH=/where/nixpkgs/puts/packages/of/other/programs
PATH=/usr/bin:/bin:/usr/local/bin
for input in ${buildInputs:-} ${nativeBuildInputs:-}; do
  PATH=$input/bin:$PATH
done
export PATH
