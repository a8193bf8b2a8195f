# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# What build-aux/run, build-aux/test and build-aux/servers share: finding out what is missing,
# installing it without starting a service, configuring and building.

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
# dpkg and the mail servers live in the sbin folders, which an ordinary user's PATH may lack.
PATH=${PATH:-/usr/local/bin:/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin
export PATH
# shellcheck source=build-aux/packages.sh
. "$root/build-aux/packages.sh"

# Mail servers as Debian names them.  Building and running the program must never bring one in.
mail_servers='postfix|exim4.*|sendmail.*|courier-.*|opensmtpd|nullmailer|ssmtp|msmtp-mta|dma'
mail_servers="$mail_servers|esmtp-run|citadel.*|dovecot-.*|cyrus-.*|qmail.*"

# The system's own, which is the one that has the bindings that were installed.
python=/usr/bin/python3
[ -x "$python" ] || python=python3

say () {
  printf '%s\n' "$*"
}

die () {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# Runs a command as root: directly, or through sudo.
as_root () {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif [ -t 0 ]; then
    sudo -- "$@"
  else
    sudo -n -- "$@"
  fi
}

# True on the systems whose package names are known to be the ones above.
known_system () {
  local ID='' VERSION_ID='' key value
  [ -r /etc/os-release ] && command -v apt-get > /dev/null || return 1
  while IFS='=' read -r key value; do
    value=${value%\"}
    value=${value#\"}
    case $key in
      ID) ID=$value ;;
      VERSION_ID) VERSION_ID=$value ;;
    esac
  done < /etc/os-release
  case $ID in
    # Debian testing and unstable carry no number: they are newer than any that has one.
    debian) [ -z "$VERSION_ID" ] || [ "${VERSION_ID%%.*}" -ge 12 ] ;;
    ubuntu) [ -n "$VERSION_ID" ] && [ "${VERSION_ID%%.*}" -ge 24 ] ;;
    *) return 1 ;;
  esac
}

# Prints those of the packages given that are not installed, one on each line.
missing_packages () {
  local installed
  installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2> /dev/null |
              sed -n 's/^installed //p') || true
  printf '%s\n' "$@" | grep -vxF -e "$installed" || true
}

# Says what is needed on a system where nothing is installed by us, if anything is missing.
# $1: names of arrays of programs; $2: names of arrays of modules; $3: of packages.
check_by_hand () {
  local -a lacking=()
  local array item
  for array in $1; do
    local -n programs=$array
    for item in "${programs[@]}"; do
      command -v "$item" > /dev/null || lacking+=("the program $item")
    done
  done
  for array in $2; do
    local -n modules=$array
    for item in "${modules[@]}"; do
      pkg-config --exists "$item" 2> /dev/null || lacking+=("the library $item")
    done
  done
  [ "${#lacking[@]}" -gt 0 ] || return 0
  {
    say "This system is not Debian 12, Ubuntu 24.04 or newer, so nothing is installed for you."
    say "Still needed, development files included:"
    printf '  %s\n' "${lacking[@]}"
    say "On Debian and Ubuntu the packages are:"
    for array in $3; do
      local -n packages=$array
      printf '  %s\n' "${packages[*]}"
    done | fmt -w 90 2> /dev/null || true
    say "Please install them with your system's tools, then run this command again."
  } >&2
  exit 1
}

# Where a package's start at boot is written down: a link for each enabled unit or script.
boot_links () {
  find /etc/systemd/system /etc/rc[2-5].d -mindepth 1 \
       \( -path '/etc/systemd/system/*.wants/*' -o -name 'S[0-9][0-9]*' \) -type l \
       2> /dev/null | sort || true
}

# Undoes what the installation enabled.  $1: the links that stood before.
disable_new_services () {
  local link unit
  while read -r link; do
    [ -n "$link" ] || continue
    unit=${link##*/}
    case $link in
      /etc/systemd/system/*)
        as_root deb-systemd-helper disable "$unit" > /dev/null 2>&1 || true
        [ ! -L "$link" ] || as_root rm -f -- "$link"
        ;;
      *)
        as_root update-rc.d "${unit#S[0-9][0-9]}" disable > /dev/null 2>&1 || true
        ;;
    esac
  done < <(comm -13 <(printf '%s\n' "$1") <(boot_links))
}

policy=/usr/sbin/policy-rc.d
policy_mark='# put here by build-aux of Roadrunner Mail Setup while it installs packages'
policy_held=no

# While packages are installed no service may start: policy-rc.d is Debian's switch for that.
# One that stands there already is kept beside it, and survives a run that was killed.
hold_services () {
  policy_held=yes
  if [ -e "$policy" ] && ! grep -qxF "$policy_mark" "$policy"; then
    as_root mv -f -- "$policy" "$policy.rrmail" || return 1
  fi
  printf '#!/bin/sh\n%s\nexit 101\n' "$policy_mark" | as_root tee "$policy" > /dev/null &&
    as_root chmod 755 "$policy"
}

release_services () {
  [ "$policy_held" = yes ] || return 0
  as_root rm -f -- "$policy"
  if [ -e "$policy.rrmail" ]; then
    as_root mv -f -- "$policy.rrmail" "$policy"
  fi
  policy_held=no
}

# Refuses, with the reason, when the packages given cannot be installed as they should be.
# $1: "servers" when mail servers are wanted, else "".
rehearse () {
  local wanted=$1 plan removals intruders
  shift
  if ! plan=$(LC_ALL=C apt-get -s -q --no-install-recommends install "$@" 2>&1); then
    say "$plan" | tail -n 15 >&2
    die "these packages cannot be installed here: $*"
  fi
  removals=$(sed -n 's/^Remv \([^ ]*\).*/\1/p' <<< "$plan" | sort -u | tr '\n' ' ')
  if [ -n "$removals" ]; then
    say "Installing $* would remove: $removals" >&2
    if grep -qwE "$mail_servers" <<< "$removals"; then
      say "Only one mail server can be installed at a time, and yours is left alone." >&2
    fi
    die "nothing was installed, because a package of yours would have to go"
  fi
  if [ "$wanted" != servers ]; then
    intruders=$(sed -nE "s/^Inst ($mail_servers) .*/\1/p" <<< "$plan" | tr '\n' ' ')
    [ -z "$intruders" ] || die "nothing was installed: $intruders would come along"
  fi
}

# Installs what is missing of the arrays of packages named in $2; $1 is "servers" when mail
# servers may be among it.  $3 and $4 name the arrays of programs and of modules that are looked
# for on other systems.
install_missing () {
  local wanted=$1 array before log status=0
  local -a all=() missing=()
  if ! known_system; then
    check_by_hand "$3" "$4" "$2"
    return 0
  fi
  for array in $2; do
    local -n packages=$array
    all+=("${packages[@]}")
  done
  mapfile -t missing < <(missing_packages "${all[@]}")
  [ "${#missing[@]}" -gt 0 ] || return 0

  if [ "$(id -u)" -ne 0 ] && ! command -v sudo > /dev/null; then
    {
      say "These packages are missing, and installing them needs root or sudo:"
      printf '  %s\n' "${missing[*]}" | fmt -w 90
      say "Run this command as root, or ask whoever looks after this computer to run"
      say "  apt-get install --no-install-recommends ${missing[*]}"
    } >&2
    exit 1
  fi
  say "Packages to install, with what they need:"
  printf '  %s\n' "${missing[*]}" | fmt -w 90
  if [ -t 0 ] && [ -t 1 ]; then
    local answer
    read -r -p 'Install them now? [Y/n] ' answer
    case $answer in
      '' | [Yy]*) ;;
      *) die "nothing was installed" ;;
    esac
  fi
  if [ "$(id -u)" -ne 0 ] && [ ! -t 0 ] && ! sudo -n true 2> /dev/null; then
    die "sudo asks for a password and there is no terminal to ask on: run this as root"
  fi

  log=$(mktemp)
  say "Installing ${#missing[@]} packages; this takes a few minutes the first time."
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 update \
    > "$log" 2>&1 || say "The list of packages could not be refreshed; going on with the old one."
  rehearse "$wanted" "${missing[@]}"

  before=$(boot_links)
  trap 'release_services' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  hold_services || die "services cannot be kept from starting ($policy), so nothing is installed"
  if [[ " ${missing[*]} " == *' postfix '* ]]; then
    # Left alone, Postfix would set itself up for this host and answer on port 25.
    command -v debconf-set-selections > /dev/null &&
      echo 'postfix postfix/main_mailer_type select No configuration' |
        as_root debconf-set-selections
  fi
  as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -y -q \
    -o DPkg::Lock::Timeout=120 -o Dpkg::Options::=--force-confold \
    --no-remove --no-install-recommends install "${missing[@]}" \
    >> "$log" 2>&1 < /dev/null || status=$?
  disable_new_services "$before"
  release_services
  trap - EXIT INT TERM HUP
  if [ "$status" -ne 0 ]; then
    tail -n 30 "$log" >&2
    rm -f "$log"
    die "the packages could not be installed (apt-get's own words stand above)"
  fi
  rm -f "$log"
}

# Runs a command with its output in the log file $1; shows the log's end when it fails.
quietly () {
  local log=$1 status=0
  shift
  "$@" >> "$log" 2>&1 < /dev/null || status=$?
  if [ "$status" -ne 0 ]; then
    tail -n 60 "$log" >&2
    say "This failed: $*" >&2
    say "The whole log: $log" >&2
  fi
  return "$status"
}

# Configures the build folder $1 with the options that follow.  A folder that is configured keeps
# its options where none are given, and is not configured again without need.
configure () {
  local folder=$1 log stamp
  shift
  if [ -e "$folder" ] && [ ! -w "$folder" ]; then
    die "$folder belongs to someone else (was it made with sudo?): remove it and try again"
  fi
  mkdir -p "$folder" || die "$folder cannot be made"
  log=$folder/build.log
  stamp=$folder/build-options
  : > "$log"
  if ! grep -qF "\"source\": \"$root\"" "$folder/meson-info/meson-info.json" 2> /dev/null ||
     [ ! -f "$folder/build.ninja" ]; then
    # Never configured, broken off in the middle, or moved here from elsewhere.
    rm -rf "$folder/meson-private" "$folder/meson-info" "$folder/build.ninja"
    quietly "$log" meson setup "$folder" "$root" "$@" || return 1
    printf '%s\n' "$*" > "$stamp"
  elif [ "$#" -gt 0 ] && [ "$*" != "$(cat "$stamp" 2> /dev/null)" ]; then
    quietly "$log" meson configure "$folder" "$@" || return 1
    printf '%s\n' "$*" > "$stamp"
  fi
}

# Builds the targets that follow in the build folder $1, everything where none follow.
compile () {
  local folder=$1
  shift
  quietly "$folder/build.log" ninja -C "$folder" "$@"
}

fuzz_folder=$root/build-fuzz

# Configures the build folder of the fuzz targets: libFuzzer comes with clang.
configure_fuzz () {
  CC=clang configure "$fuzz_folder" -Dwindow=false -Dfuzz=true \
    -Db_sanitize=address,undefined -Db_lundef=false -Db_pch=true -Dc_args=-g1
}
