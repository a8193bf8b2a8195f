/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "explain/guide-about.h"
#include "setup/setup.h"

G_BEGIN_DECLS

/**
 * RrmPlace:
 * @RRM_PLACE_HERE: a program on this computer
 * @RRM_PLACE_COMPUTER: on another computer
 * @RRM_PLACE_PHONE: on a phone
 * @RRM_PLACE_BY_HAND: the person types it in
 * @RRM_PLACE_TERMINAL: one on this computer that runs in a terminal
 *
 * Where an account goes.
 */
typedef enum
{
  RRM_PLACE_HERE,
  RRM_PLACE_COMPUTER,
  RRM_PLACE_PHONE,
  RRM_PLACE_BY_HAND,
  RRM_PLACE_TERMINAL,
} RrmPlace;
#define RRM_N_PLACES (RRM_PLACE_TERMINAL + 1)

/**
 * RrmOffer:
 * @id: the word for it
 * @place: where
 * @program: the word for the mail program
 * @name: in English, not translated yet
 * @format: (nullable): the identifier of the file that is saved
 * @guide: (nullable): the identifier of its guide
 *
 * One way in which an account can go into a mail program.
 */
typedef struct
{
  const char *id;
  RrmPlace place;
  const char *program;
  const char *name;
  const char *format;
  const char *guide;
} RrmOffer;

const char     *rrm_offer_get_name        (const RrmOffer *offer);
gboolean        rrm_offer_is_code         (const RrmOffer *offer);

GPtrArray      *rrm_setup_list_offers     (RrmSetup       *self,
                                           RrmPlace        place);
gboolean        rrm_setup_open_offer      (RrmSetup       *self,
                                           const char     *id);
const RrmOffer *rrm_setup_get_offer       (RrmSetup       *self);
void            rrm_setup_open_guide      (RrmSetup       *self);
void            rrm_setup_end_guide       (RrmSetup       *self);
void            rrm_setup_open_guide_about (RrmSetup      *self,
                                           RrmGuideTopic   topic,
                                           const char     *program,
                                           const char     *file);
RrmGuide       *rrm_setup_make_guide      (RrmSetup       *self,
                                           char          **program,
                                           GError        **error);
GBytes         *rrm_setup_make_sheet_code (RrmSetup      *self);
char           *rrm_setup_describe_losses (RrmSetup       *self);

/* On this computer, in the program itself. */
gboolean        rrm_setup_can_apply        (RrmSetup            *self,
                                            const RrmOffer      *offer);
gboolean        rrm_setup_applies_password (RrmSetup            *self);
gboolean        rrm_setup_applies_beside   (RrmSetup            *self);
char           *rrm_setup_refuse_apply     (RrmSetup            *self);
void            rrm_setup_apply_async      (RrmSetup            *self,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
gboolean        rrm_setup_apply_finish     (RrmSetup            *self,
                                            GAsyncResult        *result,
                                            char               **refusal);
gboolean        rrm_setup_get_applying     (RrmSetup            *self);
void            rrm_setup_stop_applying    (RrmSetup            *self);
gboolean        rrm_setup_is_applied       (RrmSetup            *self);
void            rrm_setup_take_back_async  (RrmSetup            *self,
                                            gboolean             later_too,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
gboolean        rrm_setup_take_back_finish (RrmSetup            *self,
                                            GAsyncResult        *result,
                                            char               **refusal);

G_END_DECLS
