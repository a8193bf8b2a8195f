/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/client.h"

G_BEGIN_DECLS

extern const RrmClient rrm_client_claws_mail;
extern const RrmClient rrm_client_sylpheed;
extern const RrmClient rrm_client_evolution;
extern const RrmClient rrm_client_geary;
extern const RrmClient rrm_client_goa;
extern const RrmClient rrm_client_msmtp;
extern const RrmClient rrm_client_mpop;
extern const RrmClient rrm_client_mbsync;
extern const RrmClient rrm_client_fetchmail;
extern const RrmClient rrm_client_getmail;
extern const RrmClient rrm_client_offlineimap;
extern const RrmClient rrm_client_mutt;
extern const RrmClient rrm_client_alpine;
extern const RrmClient rrm_client_aerc;
extern const RrmClient rrm_client_kmail;
extern const RrmClient rrm_client_autoconfig;
extern const RrmClient rrm_client_mobileconfig;
extern const RrmClient rrm_client_k9;
extern const RrmClient rrm_client_outlook_prf;
extern const RrmClient rrm_client_picture;

G_END_DECLS
