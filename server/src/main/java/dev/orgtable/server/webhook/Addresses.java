package dev.orgtable.server.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.springframework.boot.http.client.InetAddressFilter;

/** Which addresses requests are sent to. */
final class Addresses {

  /**
   * Ranges that are not of the public Internet and that {@link InetAddressFilter#externalAddresses}
   * admits: the platform of Azure, which answers virtual machines on it, and documentation.
   */
  private static final InetAddressFilter OTHERS =
      InetAddressFilter.of("168.63.129.16/32", "3fff::/20");

  /** The addresses of IPv6 that are assigned to the Internet (IANA, IPv6 address space). */
  private static final InetAddressFilter GLOBAL_IPV6 = InetAddressFilter.of("2000::/3");

  private Addresses() {}

  /**
   * Returns a filter that admits addresses of the public Internet only.
   *
   * @param local whether the addresses of this machine's loopback are admitted, too
   */
  static InetAddressFilter filter(boolean local) {
    InetAddressFilter external =
        InetAddressFilter.externalAddresses()
            .andNot(OTHERS)
            .and(
                InetAddressFilter.adapt(
                    address -> !(address instanceof Inet6Address) || GLOBAL_IPV6.matches(address)));
    return local ? external.or(InetAddressFilter.adapt(InetAddress::isLoopbackAddress)) : external;
  }
}
