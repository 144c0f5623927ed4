package org.nativecomet.gateway.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.http.Tokens;

/** The peers whose forwarding fields are believed, as addresses or CIDR blocks. Immutable. */
public final class TrustedProxies {
  /**
   * Addresses that start with the same bits.
   *
   * @param bits how many of the address's bits are compared
   */
  private record Block(List<Byte> address, int bits) {
    boolean contains(byte[] candidate) {
      if (candidate.length != address.size()) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit & 7);
        if ((candidate[bit >> 3] & mask) != (address.get(bit >> 3) & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private static final TrustedProxies NONE = new TrustedProxies(List.of());

  private final List<Block> blocks;

  private TrustedProxies(List<Block> blocks) {
    this.blocks = blocks;
  }

  /** Nobody is believed. */
  public static TrustedProxies none() {
    return NONE;
  }

  /**
   * From texts such as {@code 10.0.0.0/8}, {@code 192.0.2.1} or {@code 2001:db8::/32}. Names are
   * not looked up.
   *
   * @throws IllegalArgumentException where a text is neither an address nor a block; the message is
   *     one sentence
   */
  public static TrustedProxies parse(List<String> texts) {
    List<Block> blocks = new ArrayList<>();
    for (String text : texts) {
      blocks.add(
          block(text)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "\"" + text + "\" is neither an IP address nor a CIDR block")));
    }
    return new TrustedProxies(List.copyOf(blocks));
  }

  /** Whether the text is an address within one of the blocks. */
  public boolean contains(String address) {
    return !blocks.isEmpty()
        && IpAddress.parse(address)
            .map(octets -> blocks.stream().anyMatch(block -> block.contains(octets)))
            .orElse(false);
  }

  private static Optional<Block> block(String text) {
    int slash = text.indexOf('/');
    Optional<byte[]> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    int most = address.get().length * 8;
    int bits = slash < 0 ? most : bits(text.substring(slash + 1), most);
    return bits < 0 ? Optional.empty() : Optional.of(new Block(boxed(address.get()), bits));
  }

  private static int bits(String text, int most) {
    String digits = Tokens.trim(text);
    if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(Character::isDigit)) {
      return -1;
    }
    int bits = Integer.parseInt(digits);
    return bits > most ? -1 : bits;
  }

  private static List<Byte> boxed(byte[] octets) {
    Byte[] boxes = new Byte[octets.length];
    Arrays.setAll(boxes, i -> octets[i]);
    return List.of(boxes);
  }
}
