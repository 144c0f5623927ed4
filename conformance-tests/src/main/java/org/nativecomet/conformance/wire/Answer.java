package org.nativecomet.conformance.wire;

/**
 * One complete response, outer or enclosed.
 *
 * @param content its octets, one char for each
 * @param at {@link System#nanoTime} when its last octet was read
 */
public record Answer(Head head, String content, long at) {
  public int status() {
    return head.status();
  }

  public Fields fields() {
    return head.fields();
  }

  /** A line or two for a person. */
  public String describe() {
    StringBuilder says = new StringBuilder(head.startLine());
    for (Fields.Line line : fields().lines()) {
      says.append(" | ").append(line.name()).append(": ").append(Head.printable(line.value()));
    }
    if (!content.isEmpty()) {
      says.append(" | ").append(content.length()).append(" octets of content: ");
      says.append(Head.printable(content));
    }
    return says.toString();
  }
}
