/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/report.h"
#include "setup/practice.h"

G_BEGIN_DECLS

/* A scenario that is played: its servers run, and its account can be tested against them. */
typedef struct
{
  RrmScenario *scenario;
  RrmPractice *practice;
  RrmCheckOptions *options;
} GalleryPlay;

/* One test, ended. */
typedef struct
{
  RrmReport *report;
  /* Of the whole test, probes included, in microseconds. */
  gint64 duration;
} GalleryRun;

GPtrArray   *gallery_list_files     (const char  *folder);
gboolean     gallery_has_ipv6       (void);

GalleryPlay *gallery_play_new       (RrmScenario *scenario,
                                     GError     **error);
void         gallery_play_free      (GalleryPlay *play);
GalleryRun  *gallery_play_run       (GalleryPlay *play,
                                     RrmAccount  *account);
void         gallery_play_check_log (GalleryPlay *play);

void         gallery_run_free       (GalleryRun  *run);
char        *gallery_run_codes      (GalleryRun  *run);
char        *gallery_run_change     (GalleryRun  *run);
void         gallery_run_check      (GalleryRun  *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleryPlay, gallery_play_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleryRun, gallery_run_free)

G_END_DECLS
