#!/bin/sh
# Runs a command behind a NAT made for it: three network namespaces, inside - router - outside, on one machine. Peers on the
# far side are started with `ip netns exec "$DIALDESK_OUTSIDE"` and listen on $DIALDESK_OUTSIDE_ADDRESS; the far side has no
# route to the inside. /etc/dialdesk, where a managed computer has its policy, is empty and the command's own. Needs root.
set -eu
if [ "$(id -u)" != 0 ]; then
  echo 'Network namespaces need root: these tests cannot run as another user' >&2
  exit 1
fi
inside="dialdesk-in-$$" router="dialdesk-nat-$$" outside="dialdesk-out-$$"
cleanup() {
  for name in "$inside" "$router" "$outside"; do ip netns del "$name" 2>/dev/null || true; done
  rm -rf "/etc/netns/$inside"
  rmdir /etc/dialdesk 2>/dev/null || true
}
trap cleanup EXIT
trap 'exit 1' INT TERM
for name in "$inside" "$router" "$outside"; do
  ip netns add "$name"
  ip -n "$name" link set lo up
done
ip -n "$inside" link add lan type veth peer name lan netns "$router"
ip -n "$outside" link add wan type veth peer name wan netns "$router"
ip -n "$inside" addr add 10.99.1.2/24 dev lan
ip -n "$router" addr add 10.99.1.1/24 dev lan
ip -n "$router" addr add 203.0.113.1/24 dev wan
ip -n "$outside" addr add 203.0.113.2/24 dev wan
for pair in "$inside lan" "$router lan" "$router wan" "$outside wan"; do ip -n "${pair% *}" link set "${pair#* }" up; done
ip -n "$inside" route add default via 10.99.1.1
ip netns exec "$router" sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'
ip netns exec "$router" iptables -t nat -A POSTROUTING -o wan -j MASQUERADE
# as every router does; an unasked packet that were let in would take the port that the answer to ours needs
ip netns exec "$router" iptables -A INPUT -i wan -m conntrack --ctstate NEW -j DROP
# a name server of the test's own answers on the inside's loopback
mkdir -p "/etc/netns/$inside"
echo 'nameserver 127.0.0.1' > "/etc/netns/$inside/resolv.conf"
# the address of the inside is changed while it is in use
ip netns exec "$inside" sh -c 'echo 1 > /proc/sys/net/ipv4/conf/all/promote_secondaries'
export DIALDESK_INSIDE="$inside" DIALDESK_ROUTER="$router"
export DIALDESK_OUTSIDE="$outside" DIALDESK_OUTSIDE_ADDRESS=203.0.113.2 DIALDESK_NAT_ADDRESS=203.0.113.1
# where the folder is mounted over; what is in the computer's own stays as it is
mkdir -p /etc/dialdesk
# `ip netns exec` gives the command a mount namespace, too
ip netns exec "$inside" sh -c 'mount -t tmpfs -o mode=755 tmpfs /etc/dialdesk && exec "$@"' sh "$@"
