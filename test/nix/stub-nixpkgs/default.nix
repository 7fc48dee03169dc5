# A stand-in for nixpkgs with just what generated flakes use, made from programs of this machine: a flake can be
# evaluated, built and entered in a test without the real one, which is large and needs the network.
# An attribute that is not here is an error, as it is there. (.version, with the release, is written beside it.)
{
  system,
  config ? { },
}:
let
  pythons = builtins.fromJSON (builtins.readFile ./pythons.json);

  # The last ":" keeps bash from replacing itself by the last program.
  run =
    name: attributes: script:
    derivation (
      {
        inherit name system;
        outputs = [ "out" ];
        builder = "/bin/bash";
        args = [
          "-euc"
          "export PATH=/usr/bin:/bin\n${script}\n:"
        ];
      }
      // attributes
    );

  lib = rec {
    inherit (builtins) concatStringsSep;
    getLib = package: package.lib or package.out or package;
    makeLibraryPath = packages: concatStringsSep ":" (map (package: "${getLib package}/lib") packages);
    escapeShellArg = text: "'${builtins.replaceStrings [ "'" ] [ "'\\''" ] (toString text)}'";
    escapeShellArgs = texts: concatStringsSep " " (map escapeShellArg texts);
  };

  # Copies, not links: the path of a loaded library then tells where it was found.
  library =
    name: files:
    run name { } ''
      mkdir -p $out/lib
      for folder in /usr/lib/${builtins.replaceStrings [ "-linux" ] [ "-linux-gnu" ] system} /usr/lib64 /usr/lib; do
        for file in ${lib.concatStringsSep " " (map (file: "$folder/${file}") files)}; do
          if [ -e $file ] && [ ! -e $out/lib/''${file##*/} ]; then cp -L $file $out/lib/; fi
        done
      done
    '';

  program =
    name:
    run name { } ''
      mkdir -p $out/bin
      printf '#!/bin/sh\necho ${name}\n' > $out/bin/${name}
      chmod +x $out/bin/${name}
    '';

  python =
    version: prefix:
    let
      libPrefix = "python${version}";
      package = run libPrefix { } ''
        mkdir -p $out/bin $out/lib $out/include
        test -x ${prefix}/bin/${libPrefix}
        ln -s ${prefix}/bin/${libPrefix} $out/bin/
        ln -s ${prefix}/lib/${libPrefix} ${prefix}/lib/libpython* $out/lib/
        ln -s ${prefix}/include/${libPrefix}* $out/include/
      '';
    in
    package
    // {
      inherit libPrefix;
      interpreter = "${package}/bin/${libPrefix}";
      sitePackages = "lib/${libPrefix}/site-packages";
    };

  # What `nix develop` needs of the standard environment.
  setup = run "stdenv" { } ''
    mkdir $out
    cp ${./setup.sh} $out/setup
  '';

  unfree =
    name: package:
    if config.allowUnfree or false then package else throw "Package '${name}' has an unfree license";

  insecure =
    name: package:
    if builtins.elem name (config.permittedInsecurePackages or [ ]) then
      package
    else
      throw "Package '${name}' is marked as insecure";

  cuda =
    name:
    unfree name (
      library name [ ]
      // {
        out = library name [ ];
        lib = library "${name}-lib" [ ];
      }
    );

  # Every version evaluates; one that this machine does not have cannot be built.
  interpreters = builtins.listToAttrs (
    map (version: {
      name = "python" + builtins.replaceStrings [ "." ] [ "" ] version;
      value = python version (pythons.${version} or "/there/is/no/python/${version}");
    }) ([ "2.7" ] ++ builtins.genList (minor: "3.${toString (minor + 4)}") 11)
  );
in
interpreters
// {
  inherit lib system config;

  # nixpkgs marks it from 23.05 on; its flakes have to permit it.
  python27 =
    if builtins.compareVersions (builtins.readFile ./.version) "23.05" < 0 then
      interpreters.python27
    else
      insecure "python-2.7.18.7" interpreters.python27;

  stdenv.cc = program "cc" // {
    cc.lib = library "gcc-lib" [
      "libstdc++.so.6"
      "libgcc_s.so.1"
    ];
  };

  mkShell =
    attributes: run "nix-shell" (attributes // { stdenv = setup; }) "echo 'not to be built'; exit 1";

  writeShellScriptBin =
    name: text:
    run name
      {
        inherit text;
        passAsFile = [ "text" ];
      }
      ''
        mkdir -p $out/bin
        { echo '#!/bin/bash'; cat $textPath; } > $out/bin/${name}
        chmod +x $out/bin/${name}
        bash -n $out/bin/${name}
      '';

  writeTextDir =
    name: text:
    run name
      {
        inherit text;
        passAsFile = [ "text" ];
      }
      ''
        mkdir $out
        cp $textPath $out/${name}
      '';

  symlinkJoin =
    { name, paths }:
    run name { inherit paths; } ''
      mkdir $out
      for path in $paths; do cp -rsf $path/. $out/; done
    '';

  zlib = library "zlib" [ "libz.so.1" ];
  glib = library "glib" [
    "libglib-2.0.so.0"
    "libgthread-2.0.so.0"
  ];
  gmp = library "gmp" [ "libgmp.so.10" ];
  libGL = library "libGL" [ "libGL.so.1" ];
  libffi = library "libffi" [ "libffi.so.*" ];
  libsndfile = library "libsndfile" [ "libsndfile.so.1" ];
  libusb1 = library "libusb1" [ "libusb-1.0.so.0" ];
  libxml2 = library "libxml2" [ "libxml2.so.2" ];
  libxslt = library "libxslt" [ "libxslt.so.1" ];
  eigen = library "eigen" [ ];
  xorg = {
    libSM = library "libSM" [ "libSM.so.6" ];
    libXext = library "libXext" [ "libXext.so.6" ];
    libXrender = library "libXrender" [ "libXrender.so.1" ];
    xorgserver = program "Xvfb";
  };

  ffmpeg = program "ffmpeg";
  gcc9 = program "gcc";
  graphviz = program "dot";
  ninja = program "ninja";
  nixpkgs-fmt = program "nixpkgs-fmt";
  pkg-config = program "pkg-config";
  poetry = program "poetry";
  unzip = program "unzip";
  wget = program "wget";
  wkhtmltopdf = program "wkhtmltopdf";
  xvfb-run = program "xvfb-run";

  cudatoolkit_9_0 = cuda "cudatoolkit-9.0";
  cudnn_cudatoolkit_9_0 = cuda "cudnn-9.0";
  cudatoolkit_10_0 = cuda "cudatoolkit-10.0";
  cudnn_cudatoolkit_10_0 = cuda "cudnn-10.0";
  cudaPackages_10_1 = {
    cudatoolkit = cuda "cudatoolkit-10.1";
    cudnn = cuda "cudnn-10.1";
  };
  cudaPackages_11_1 = {
    cudatoolkit = cuda "cudatoolkit-11.1";
    cudnn = cuda "cudnn-11.1";
  };
}
