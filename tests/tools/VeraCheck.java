import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Checks PDF files with veraPDF: {@code java VeraCheck.java FLAVOUR,FLAVOUR file.pdf ...}
 *
 * <p>Prints, with tabs between, one line for each file and flavour: CHECKED, file, flavour, number of assertions; and
 * after it one line for each broken rule: BROKEN, clause, test number, number of places, the rule's own words.
 */
public class VeraCheck {
  public static void main(String[] arguments) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (int i = 1; i < arguments.length; i++) {
      for (String flavour : arguments[0].split(",")) {
        check(arguments[i], PDFAFlavour.fromString(flavour));
      }
    }
  }

  private static void check(String path, PDFAFlavour flavour) throws Exception {
    try (FileInputStream file = new FileInputStream(path);
        PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      System.out.printf("CHECKED\t%s\t%s\t%d%n", path, flavour.getId(), result.getTotalAssertions());
      Map<String, Integer> places = new TreeMap<>();
      for (TestAssertion assertion : result.getTestAssertions()) {
        if (assertion.getStatus() == TestAssertion.Status.FAILED) {
          places.merge(describe(assertion), 1, Integer::sum);
        }
      }
      places.forEach((rule, count) -> System.out.println("BROKEN\t" + rule.replaceFirst("#", "" + count)));
    }
  }

  /** Clause, test number, a # where the number of places goes, and the rule's words on one line. */
  private static String describe(TestAssertion assertion) {
    String words = assertion.getMessage().replaceAll("\\s+", " ");
    return assertion.getRuleId().getClause() + "\t" + assertion.getRuleId().getTestNumber() + "\t#\t" + words;
  }
}
