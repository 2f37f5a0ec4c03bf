package dev.hearth.onboarding.team;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Base36Test {
  private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

  /** What version 1.45.11 of the AWS CLI says. */
  @ParameterizedTest
  @CsvSource({
    "hearth-emr-ml-team-a, c7085y4pisk8be8ohop2hnzfagzvntt",
    "team-a, 19d4mycx9d",
    "'emr-eks-demo-Team_A+x=1,@.z', 6hi5ks3xj3le4qxoyqs7ir96c52vymlvslkupjd4e2"
  })
  void isWhatTheAwsCliWritesIntoTrustPolicies(String name, String encoded) {
    assertThat(Base36.of(name)).isEqualTo(encoded);
  }

  @Property
  void everyNameOfARoleComesBack(
      @ForAll
          @AlphaChars
          @NumericChars
          @Chars({'+', '=', ',', '.', '@', '-', '_'})
          @StringLength(min = 1, max = 64)
          String name) {
    BigInteger number = new BigInteger(Base36.of(name), 36);

    assertThat(new String(number.toByteArray(), StandardCharsets.US_ASCII).replace("\0", ""))
        .isEqualTo(name);
  }

  /** By hand, a digit at a time. */
  @Property
  void isTheNumberOfTheBytesDigitByDigit(
      @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 64) String name) {
    BigInteger number = BigInteger.ZERO;
    for (char c : name.toCharArray()) {
      number = number.multiply(BigInteger.valueOf(256)).add(BigInteger.valueOf(c));
    }
    StringBuilder digits = new StringBuilder();
    while (number.signum() > 0) {
      BigInteger[] parts = number.divideAndRemainder(BigInteger.valueOf(36));
      digits.insert(0, DIGITS.charAt(parts[1].intValue()));
      number = parts[0];
    }

    assertThat(Base36.of(name)).isEqualTo(digits.toString());
  }
}
