package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuestionTest {
  @ParameterizedTest
  @EnumSource(Question.class)
  void whoHasBeenShownNothingWaitsAmongTheFirst(Question question) {
    assertThat(question.lane(false, true)).isEqualTo(OwnFetches.Lane.FIRST);
  }

  @ParameterizedTest
  @CsvSource({
    "FIRST_STATE,  false, CHANGE",
    "AFTER_CHANGE, false, CHANGE",
    "HINT,         true,  CHANGE",
    "HINT,         false, POLL",
    "POLL,         true,  POLL",
  })
  void aQuestionHasALane(Question question, boolean hintsAreGood, OwnFetches.Lane lane) {
    assertThat(question.lane(true, hintsAreGood)).isEqualTo(lane);
  }

  @Test
  void ofTwoQuestionsTheMorePressingOneIsAsked() {
    assertThat(Question.POLL.or(Question.AFTER_CHANGE)).isEqualTo(Question.AFTER_CHANGE);
    assertThat(Question.HINT.or(Question.FIRST_STATE)).isEqualTo(Question.HINT);
  }
}
