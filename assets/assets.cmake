# What the programs need beside their binaries, laid out under the build folder as `share/`.
