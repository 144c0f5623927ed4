package org.nativecomet.gateway.config;

import java.util.List;

/**
 * How the gateway learns of changes, beside polling.
 *
 * @param maxNotice octets
 * @param purgeFrom IP addresses and CIDR blocks
 */
public record ChangesSection(int maxNotice, List<String> purgeFrom, List<RuleSection> rules) {
  public ChangesSection {
    purgeFrom = List.copyOf(purgeFrom);
    rules = List.copyOf(rules);
  }

  static ChangesSection read(OptionReader options) throws ConfigException {
    return new ChangesSection(
        options.octets("max-notice", Bounds.SMALLEST_HEAD, Bounds.LARGEST_MESSAGE),
        options.list(
            "purge-from", "an IP address or a CIDR block such as 10.0.0.0/8", AddressBlock::parse),
        options.optionalSections("rules", RuleSection::read));
  }
}
