/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "explain/guide.h"
#include "explain/guide-table.h"

G_BEGIN_DECLS

/**
 * RrmGuideTopic:
 * @RRM_GUIDE_TOPIC_PASSWORD: how a program is told a new password
 * @RRM_GUIDE_TOPIC_KEEP_MAIL: how mail is kept that the server may lose
 *
 * What a guide can be about beside typing an account in.
 */
typedef enum
{
  RRM_GUIDE_TOPIC_PASSWORD,
  RRM_GUIDE_TOPIC_KEEP_MAIL,
} RrmGuideTopic;
#define RRM_N_GUIDE_TOPICS (RRM_GUIDE_TOPIC_KEEP_MAIL + 1)

/**
 * RrmGuideAbout:
 * @program: the word for a mail program, as its reader has it, or the identifier of its guide
 * @name: its name, in English
 * @steps: what to do there, up to one without text
 * @notes: what to know besides, likewise
 *
 * One program, and one topic. A list ends with one without a program.
 */
typedef struct
{
  const char *program;
  const char *name;
  const RrmGuideRow *steps;
  const RrmGuideRow *notes;
} RrmGuideAbout;

extern const RrmGuideAbout rrm_guides_password[];
extern const RrmGuideAbout rrm_guides_keep_mail[];

RrmGuide   *rrm_guide_new_about          (RrmGuideTopic  topic,
                                          const char    *program,
                                          const char    *address,
                                          const char    *file);
char      **rrm_guide_list_programs      (RrmGuideTopic  topic);
const char *rrm_guide_get_program_name   (RrmGuideTopic  topic,
                                          const char    *program);

G_END_DECLS
