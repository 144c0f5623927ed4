package org.nativecomet.samples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.nativecomet.samples.testing.Rest;
import org.nativecomet.samples.testing.SampleBehindGateway;

/** The page in a real browser, over the real gateway. */
class PageIT {
  /** Chromium may write its last files after it was killed. */
  @TempDir(cleanup = CleanupMode.NEVER)
  private Path folder;

  private Browser browser;
  private SampleBehindGateway sample;
  private Tab tab;

  @BeforeEach
  void open() throws Exception {
    browser = Browser.start(folder);
    sample = SampleBehindGateway.start();
    tab = openPage();
  }

  private Tab openPage() throws Exception {
    Tab opened = browser.open(URI.create("http://localhost:" + sample.gateway().port() + "/"));
    opened.await("document.querySelectorAll('.connection[data-state=live]').length === 2");
    return opened;
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    if (sample != null) {
      sample.close();
    }
  }

  @Test
  void quotesAndClockTickByThemselves() throws Exception {
    for (String target : new String[] {"/quotes/ACME", "/quotes/GLOBEX", "/clock"}) {
      String shown = "document.querySelector('[data-target=\"" + target + "\"]').textContent";
      tab.await("/[0-9]/.test(" + shown + ")");
      String before = tab.evaluate(shown).asText();
      tab.await(shown + " !== " + quoted(before));
    }
  }

  @Test
  void aNoteAddedByAnotherClientAppearsWithoutReloading() throws Exception {
    tab.evaluate("globalThis.notReloaded = true");
    URI notes = sample.gateway().uri("/notes");
    assertThat(Rest.send("POST", notes, "text/plain", "from elsewhere <b>&amp;</b>").statusCode())
        .isEqualTo(201);
    tab.await(
        "document.querySelector('.note-list').textContent.includes('elsewhere <b>&amp;</b>')");
    assertThat(tab.evaluate("globalThis.notReloaded").asBoolean()).isTrue();
  }

  @Test
  void whatIsWrittenInOnePageAppearsInAnother() throws Exception {
    Tab other = openPage();
    tab.evaluate("document.querySelector('.add-note input').value = 'seen by both'");
    tab.evaluate("document.querySelector('.add-note button').click()");
    for (Tab page : new Tab[] {tab, other}) {
      page.await("document.querySelector('.note-list').textContent.includes('seen by both')");
    }
  }

  @Test
  void aNoteIsAddedEditedAndDeletedWithTheForms() throws Exception {
    String list = "document.querySelector('.note-list').textContent";
    String first = "document.querySelector('.note-list li:first-child ";
    tab.await(list + ".includes('Open this page twice')");
    tab.evaluate("document.querySelector('.add-note input').value = 'from the form'");
    tab.evaluate("document.querySelector('.add-note button').click()");
    tab.await(list + ".includes('from the form')");
    assertThat(Rest.get(sample.gateway().uri("/notes/2")).body()).contains("from the form");

    tab.evaluate(first + ".edit').click()");
    tab.await(first + "form input')?.value === 'from the form'");
    tab.evaluate(first + "form input').value = 'changed'");
    tab.evaluate(first + "form button').click()");
    tab.await(list + ".includes('changed')");

    tab.evaluate(first + ".delete').click()");
    tab.await("!" + list + ".includes('changed')");
    assertThat(Rest.get(sample.gateway().uri("/notes/2")).statusCode()).isEqualTo(404);
  }

  @Test
  void theEditOfWhatSomebodyElseHasChangedIsRefused() throws Exception {
    tab.await("document.querySelector('.note-list .edit')");
    tab.evaluate("document.querySelector('.note-list .edit').click()");
    tab.await("document.querySelector('.note-list form input')");
    Rest.send("PUT", sample.gateway().uri("/notes/1"), "text/plain", "they were quicker");
    tab.evaluate("document.querySelector('.note-list form button').click()");
    tab.await("document.querySelector('.notes .complaint').textContent.includes('meanwhile')");
    assertThat(Rest.get(sample.gateway().uri("/notes/1")).body()).contains("they were quicker");
  }

  @Test
  void theWirePaneShowsEnclosedResponsesOctetForOctet() throws Exception {
    tab.await("document.querySelector('.message[data-connection=one] .start')");
    String heads = "[...document.querySelectorAll('.message.received:not(.outer) .start')]";
    tab.await(heads + ".some(start => start.textContent === 'HTTP/1.1 200 OK')");
    tab.await(
        "[...document.querySelectorAll('.message[data-connection=two] pre')]"
            + ".some(pre => pre.textContent.includes('Content-Location: /log\\\\r\\\\n'))");
  }

  @Test
  void theLogGrowsByWhatWasAdded() throws Exception {
    tab.await(
        "[...document.querySelectorAll('.message[data-connection=two] .start')]"
            + ".some(start => start.textContent === 'HTTP/1.1 206 Partial Content')");
    tab.await("document.querySelector('.log pre').textContent.split('\\n').length > 1");
  }

  @Test
  void aConnectionThatWasCutGoesOnFromWhatThePageHas() throws Exception {
    for (String connection : new String[] {"one", "two"}) {
      String box = "document.querySelector('.connection[data-connection=" + connection + "]";
      String messages = "document.querySelectorAll('.message[data-connection=" + connection + "]";
      tab.await(messages + ".received:not(.outer)').length > 0");
      tab.evaluate(box + " .cut').click()");
      tab.await(
          "[..."
              + messages
              + ".sent')].some(m => m.textContent.toLowerCase()"
              + ".includes('if-none-match'))");
      tab.await(box + "').dataset.state === 'live'");
    }
    quotesAndClockTickByThemselves();
  }

  @Test
  void itIsReadableInDarkAndLightAndOnAPhone() throws Exception {
    String[] log = {"GET for one resource", "POST for five", "and notes by ordinary requests"};
    for (String note : log) {
      Rest.send("POST", sample.gateway().uri("/notes"), "text/plain", note);
    }
    tab.await("document.querySelectorAll('.note-list li').length === 4");
    tab.await("document.querySelector('polyline').getAttribute('points').split(' ').length > 4");
    Path shots = Path.of("target", "screenshots");
    tab.prefer("light");
    tab.screenshot(shots.resolve("light.png"));
    tab.prefer("dark");
    tab.screenshot(shots.resolve("dark.png"));
    tab.resize(390, 844);
    tab.screenshot(shots.resolve("phone.png"));
    assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt())
        .as("nothing sticks out sideways")
        .isLessThanOrEqualTo(390);
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
  }
}
