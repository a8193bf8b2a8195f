/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "explain/guide-about.h"

#include "explain/guide-build.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const RrmGuideAbout *guides;
  const char *title;
} topics[RRM_N_GUIDE_TOPICS] = {
  [RRM_GUIDE_TOPIC_PASSWORD] = { rrm_guides_password, N_("The new password in {program}") },
  [RRM_GUIDE_TOPIC_KEEP_MAIL] = { rrm_guides_keep_mail, N_("Keep your mail: {program}") },
};

static const RrmGuideAbout *
find (RrmGuideTopic topic,
      const char *program)
{
  for (const RrmGuideAbout *guide = topics[topic].guides; guide->program != NULL; guide++)
    if (g_strcmp0 (guide->program, program) == 0)
      return guide;

  return NULL;
}

/**
 * rrm_guide_list_programs:
 * @topic: what it is about
 *
 * Returns: (transfer full) (array zero-terminated=1): the words for the programs that have a guide
 */
char **
rrm_guide_list_programs (RrmGuideTopic topic)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (const RrmGuideAbout *guide = topics[topic].guides; guide->program != NULL; guide++)
    g_strv_builder_add (builder, guide->program);

  return g_strv_builder_end (builder);
}

/**
 * rrm_guide_get_program_name:
 * @topic: what it is about
 * @program: the word for a program
 *
 * Returns: (nullable): its name, in the person's language
 */
const char *
rrm_guide_get_program_name (RrmGuideTopic topic,
                            const char *program)
{
  const RrmGuideAbout *guide = find (topic, program);

  return guide != NULL ? g_dgettext (GETTEXT_PACKAGE, guide->name) : NULL;
}

/**
 * rrm_guide_new_about:
 * @topic: what it is about
 * @program: the word for a program
 * @address: (nullable): the account's address
 * @file: (nullable): where the program keeps what is to be changed
 *
 * Returns: (transfer full) (nullable): the guide, or %NULL where the program has none
 */
RrmGuide *
rrm_guide_new_about (RrmGuideTopic topic,
                     const char *program,
                     const char *address,
                     const char *file)
{
  const RrmGuideAbout *about = find (topic, program);
  g_autoptr (RrmGuideKnown) known = NULL;
  RrmGuide *guide;

  if (about == NULL)
    return NULL;
  known = rrm_guide_known_new_for (g_dgettext (GETTEXT_PACKAGE, about->name), address);
  rrm_guide_known_set (known, "file", file);
  guide = rrm_guide_build (topics[topic].title, about->steps, about->notes, known);
  guide->client = g_strdup (about->program);

  return guide;
}
