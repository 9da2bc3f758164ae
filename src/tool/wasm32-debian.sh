#!/usr/bin/env bash
# Builds Rust's standard library for wasm32-unknown-unknown from Debian's packages, for machines on which rustup cannot reach
# its own server. Debian ships the compiler (rustc-web) and the library's source (rust-web-src) of one version, which is
# what building it asks for. The result is a toolchain that rustup links, so that `cargo +NAME build` is all it takes later.
#
#   wasm32-debian.sh HOME NAME OLDEST FLAGS     HOME: an own folder of the cache; NAME: of the toolchain; OLDEST: Rust version needed;
#                                               FLAGS: of the compiler for the library, which whatever uses it must be built with too
#
# Says on stderr what it is doing, a line a step; the last line of a failure says what failed. Safe to repeat and to run twice
# at once. Touches nothing but HOME, apt's lists and rustup's list of linked toolchains. No root needed.
set -euo pipefail
home=$1 name=$2 oldest=$3 flags=$4
target=wasm32-unknown-unknown
step() { what=$*; echo "$what" >&2; }
trap 'echo "failed while $what" >&2' ERR

step "waiting for another run"
mkdir -p "$home"
exec 9> "$home/lock"
flock 9
if compgen -G "$home/usr/lib/rustlib/$target/lib/libstd-*.rlib" > /dev/null; then
  step "linking the toolchain $name"
  rustup toolchain link "$name" "$home/usr" >&2
  exit
fi

step "looking for the packages rustc-web and rust-web-src"
candidate() { apt-cache policy "$1" 2> /dev/null | sed -n 's/^ *Candidate: //p' | grep -v '(none)' || true; }
[ -n "$(candidate rustc-web)" ] || apt-get update -qq >&2
version=$(candidate rustc-web)
[ -n "$version" ] && dpkg --compare-versions "$version" ge "$oldest"
# The names carry versions (libllvm22), so they are asked for, not listed.
packages=$(apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances rustc-web |
  grep -E '^(rustc-web|libstd-rust-web-dev|libstd-rust-web-[0-9.]+|libllvm[0-9]+)$' | sort -u)

step "downloading Debian's Rust $version (130 MB)"
new=$home/new
rm -rf "$new"
mkdir -p "$new/debs" "$new/once/src"
(cd "$new/debs" && apt-get download -qq $packages "rust-web-src=$version" >&2)

step "unpacking (600 MB in $home, half of it for a while)"
for deb in "$new"/debs/*.deb; do
  paths=./usr/lib
  case $deb in
    */rustc-web_*) paths=./usr/bin ;;
    */rust-web-src_*) paths='./usr/lib ./usr/src/rustc-*/library ./usr/src/rustc-*/Cargo.*' ;;
  esac
  (set -f; dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$new" --wildcards $paths)
done
rm -rf "$new/debs"
usr=$new/usr stock=$(rustc --print sysroot) host=$(rustc -vV | sed -n 's/^host: //p')
for library in "$usr"/lib/*-linux-gnu/*.so*; do   # rustup puts lib/ alone on the library path
  ln -sf "${library#"$usr"/lib/}" "$usr/lib/"
done
mkdir -p "$usr/lib/rustlib/$host/bin"
ln -sf "$stock/lib/rustlib/$host/bin/rust-lld" "$usr/lib/rustlib/$host/bin/"   # Debian's linker is a package of its own
ln -sf "$stock/bin/cargo" "$usr/bin/cargo"                                     # else rustup takes any toolchain's cargo

step "building the standard library"
echo '#![no_std]' > "$new/once/src/lib.rs"
cat > "$new/once/Cargo.toml" <<'TOML'
[package]
name = "once"
version = "0.0.0"
edition = "2024"

[profile.release]
opt-level = "z"
panic = "abort"
codegen-units = 1
TOML
(
  cd "$new/once"
  unset CARGO_TARGET_DIR CARGO_BUILD_TARGET CARGO_BUILD_TARGET_DIR CARGO_ENCODED_RUSTFLAGS RUSTFLAGS RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER
  RUSTC="$usr/bin/rustc" LD_LIBRARY_PATH="$usr/lib" RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-Cembed-bitcode=yes $flags" \
    "$stock/bin/cargo" build --release --target $target \
    -Zbuild-std=std,panic_abort,proc_macro -Zbuild-std-features=optimize_for_size >&2
)
mkdir -p "$usr/lib/rustlib/$target/lib"
cp "$new/once/target/$target"/release/deps/lib*.rlib "$usr/lib/rustlib/$target/lib/"
rm -rf "$usr/lib/rustlib/$target"/lib/libonce-*.rlib "$usr/src" "$usr/lib/rustlib/src"   # the source has served

step "linking the toolchain $name"
rm -rf "$home/usr"
mv "$usr" "$home/usr"
rm -rf "$new"
rustup toolchain link "$name" "$home/usr" >&2
