package org.nativecomet.samples;

/** A request that cannot be carried out as it is. */
final class BadRequest extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String sentence;

  /**
   * @param sentence for the request's sender
   */
  BadRequest(int status, String sentence) {
    super(sentence);
    this.status = status;
    this.sentence = sentence;
  }

  Reply reply() {
    return Reply.saying(status, sentence);
  }
}
