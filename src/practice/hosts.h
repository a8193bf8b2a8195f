/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/connection.h"

G_BEGIN_DECLS

void rrm_practice_hosts_serve (RrmPracticeConnection *connection,
                               RrmPracticeProtocol    protocol);
void rrm_practice_imap_serve  (RrmPracticeConnection *connection);
void rrm_practice_pop3_serve  (RrmPracticeConnection *connection);
void rrm_practice_smtp_serve  (RrmPracticeConnection *connection);
void rrm_practice_web_serve   (RrmPracticeConnection *connection);
void rrm_practice_raw_serve   (RrmPracticeConnection *connection);

G_END_DECLS
