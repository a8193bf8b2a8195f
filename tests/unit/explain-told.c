/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/explain.h"
#include "model/error-text.h"

#include <locale.h>
#include <string.h>

/* What only somebody can say who has looked. */
static const char *const claims[] = {
  "The test found",
  "were tried",
  "was tried",
  "password was sent",
  "sent no password",
  "right now",
  "rom here",
  "was reached",
  "The program called",
  "You could sign in",
  "You were signed in",
  "You were not",
  "works from",
  "typed in here",
  "is running",
  "can be reached",
  "knows you",
  "says that it is",
  "disable your antivirus",
};

static RrmFinding *
create_told (RrmFindingCode code)
{
  RrmFinding *finding = rrm_finding_new (code);

  rrm_finding_set_detail (finding, "basis", "words");

  return finding;
}

static void
check_text (RrmFindingCode code,
            const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    if (strstr (text, claims[i]) != NULL)
      {
        g_test_message ("%s claims what nobody looked at: %s", rrm_finding_code_to_string (code),
                        text);
        g_test_fail ();
      }
}

/* Whatever the words tell, nothing is said as seen that nobody looked at. */
static void
test_no_claims (void)
{
  for (guint code = 0; code < RRM_N_FINDING_CODES; code++)
    {
      g_autoptr (RrmFinding) finding = create_told ((RrmFindingCode) code);
      g_autoptr (RrmExplanation) explanation = rrm_explain_finding (finding, NULL);

      check_text ((RrmFindingCode) code, explanation->title);
      check_text ((RrmFindingCode) code, explanation->explanation);
      for (guint i = 0; explanation->advice[i] != NULL; i++)
        check_text ((RrmFindingCode) code, explanation->advice[i]);
      g_assert_cmpuint (g_strv_length (explanation->advice), >, 1);
      g_assert_true (rrm_finding_get_where (finding) == RRM_WHERE_NONE ||
                     g_str_has_prefix (explanation->where, "Maybe"));
    }
}

/* After a test the same cause is said as seen. */
static void
test_tested (void)
{
  g_autoptr (RrmFinding) finding = rrm_finding_new (RRM_FINDING_PROVIDER_OUTAGE);
  g_autoptr (RrmFinding) told = create_told (RRM_FINDING_PROVIDER_OUTAGE);
  g_autoptr (RrmExplanation) seen = rrm_explain_finding (finding, NULL);
  g_autoptr (RrmExplanation) said = rrm_explain_finding (told, NULL);

  g_assert_cmpstr (seen->where, ==, "Spectrum");
  g_assert_nonnull (strstr (seen->explanation, "tried"));
  g_assert_cmpstr (said->where, ==, "Maybe Spectrum");
  g_assert_nonnull (strstr (said->title, "may have been down"));
}

/* One cause can be the likeliest, not two. */
static void
test_likeliest (void)
{
  gboolean known = FALSE;
  g_autoptr (GPtrArray) findings = rrm_error_text_explain ("0x800CCC1A", &known);

  g_assert_true (known);
  g_assert_cmpuint (findings->len, >, 1);
  for (guint i = 0; i < findings->len; i++)
    {
      g_autoptr (RrmExplanation) explanation =
        rrm_explain_finding (g_ptr_array_index (findings, i), NULL);

      g_assert_true (g_str_has_prefix (explanation->where, i == 0 ? "Most likely" : "Maybe"));
    }
}

static char *
explain_first (const char *text)
{
  gboolean known = FALSE;
  g_autoptr (GPtrArray) findings = rrm_error_text_explain (text, &known);
  g_autoptr (RrmExplanation) explanation = NULL;

  g_assert_true (known);
  explanation = rrm_explain_finding (g_ptr_array_index (findings, 0), NULL);

  return g_strconcat (explanation->title, " ", explanation->explanation, NULL);
}

/* A number of the provider is shown, one that is not listed as such. */
static void
test_numbers (void)
{
  g_autofree char *listed = explain_first ("AUP#Out-1130");
  g_autofree char *unlisted = explain_first ("AUP#Out-1999");
  g_autofree char *none = explain_first ("relay access denied");

  g_assert_nonnull (strstr (listed, "is AUP#Out-1130."));
  g_assert_nonnull (strstr (listed, "does not let you send"));
  g_assert_nonnull (strstr (unlisted, "AUP#Out-1999 is not on our list."));
  g_assert_null (strstr (none, "number"));
}

int
main (int argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/explain-told/no-claims", test_no_claims);
  g_test_add_func ("/explain-told/tested", test_tested);
  g_test_add_func ("/explain-told/likeliest", test_likeliest);
  g_test_add_func ("/explain-told/numbers", test_numbers);

  return g_test_run ();
}
