# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034,SC2154
#
# What Roadrunner Mail Setup needs, in one place.  build-aux/run, build-aux/test and
# build-aux/servers read it.

# Debian and Ubuntu packages that build the program and show its window.
build_packages=(
  gcc
  libc6-dev
  meson
  ninja-build
  pkgconf
  gettext
  desktop-file-utils
  appstream
  ca-certificates
  libglib2.0-dev
  libglib2.0-bin
  libgtk-4-dev
  libadwaita-1-dev
  libgnutls28-dev
  libgsasl-dev
  libjson-glib-dev
  libqrencode-dev
  libsoup-3.0-dev
  libsecret-1-dev
  libxml2-dev
  libgdk-pixbuf-2.0-dev
  libpoppler-glib-dev
  libzbar-dev
  adwaita-icon-theme
  fonts-dejavu-core
  librsvg2-common
)

# What the tests need besides.
test_packages=(
  python3
  python3-dbus
  python3-gi
  python3-pil
  gir1.2-atspi-2.0
  at-spi2-core
  dbus
  dbus-daemon
  xvfb
  openssl
  dovecot-imapd
  dovecot-pop3d
  postfix
  uidmap
  strace
  valgrind
  zbar-tools
)

# libFuzzer, for build-aux/fuzz and build-aux/test.
fuzz_packages=(
  clang
  libclang-rt-dev
)

# Mail programs for build-aux/test --clients: listed where the tests that use them are.
client_packages=()
if [ -f "$root/tests/clients/packages.txt" ]; then
  mapfile -t client_packages < <(sed 's/#.*//; s/[[:space:]]//g; /^$/d' \
                                     "$root/tests/clients/packages.txt")
fi

# The real mail servers alone.
server_packages=(
  python3
  openssl
  dovecot-imapd
  dovecot-pop3d
  postfix
  uidmap
)

# What build-aux/bench compares with.
bench_packages=(
  curl
  libnet-ssleay-perl
  swaks
  time
)

# The same for systems without these package names: programs, and pkg-config modules with the
# oldest version that will do.
build_programs=(cc meson ninja pkg-config msgfmt glib-compile-resources)
build_modules=(
  'glib-2.0 >= 2.74'
  'gtk4 >= 4.8'
  'libadwaita-1 >= 1.2'
  'gnutls >= 3.7'
  'libgsasl >= 2.2'
  'json-glib-1.0 >= 1.6'
  'libqrencode >= 4.0'
  'libsoup-3.0 >= 3.0'
  'libsecret-1 >= 0.20'
  'libxml-2.0 >= 2.9'
  'gdk-pixbuf-2.0 >= 2.42'
  'poppler-glib >= 22.02'
  'zbar >= 0.23.90'
)
test_programs=(
  python3 openssl dbus-run-session Xvfb dovecot postconf strace valgrind zbarimg
  desktop-file-validate appstreamcli
)
fuzz_programs=(python3 clang)
server_programs=(python3 openssl dovecot postconf)
bench_programs=(curl time)
