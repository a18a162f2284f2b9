package dev.orgtable.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The addresses of proxies.
 *
 * @param cidr their range in CIDR notation, such as {@code 10.0.0.0/16}; of one address {@code
 *     10.0.0.7/32}
 */
record ProxyRange(String cidr) {

  private static final Pattern RANGE = Pattern.compile("([^/\\s]+)(?:/([0-9]{1,3}))?");

  /** Reads an address, the name of a host, or a range. A range of all addresses is refused. */
  static final class OfText implements ITypeConverter<ProxyRange> {

    @Override
    public ProxyRange convert(String text) {
      Matcher range = RANGE.matcher(text);
      try {
        if (range.matches()) {
          InetAddress address = InetAddress.getByName(range.group(1));
          int bits = address.getAddress().length * Byte.SIZE;
          int prefix = range.group(2) == null ? bits : Integer.parseInt(range.group(2));
          if (prefix >= 1 && prefix <= bits) {
            return new ProxyRange(address.getHostAddress() + "/" + prefix);
          }
        }
      } catch (UnknownHostException e) {
        throw new TypeConversionException("there is no host '" + range.group(1) + "'");
      }
      throw new TypeConversionException(
          "'" + text + "' is neither an address nor a range such as 10.0.0.0/16");
    }
  }
}
