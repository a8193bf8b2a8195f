/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RRM_SCENARIO_ERROR (rrm_scenario_error_quark ())
GQuark rrm_scenario_error_quark (void);

/**
 * RrmScenarioError:
 * @RRM_SCENARIO_ERROR_SYNTAX: no key file
 * @RRM_SCENARIO_ERROR_SECTION: a section that no server reads
 * @RRM_SCENARIO_ERROR_KEY: a key that no server reads, probably mistyped
 * @RRM_SCENARIO_ERROR_VALUE: a value out of its range
 * @RRM_SCENARIO_ERROR_NO_SUCH_FAULT: no built-in scenario has that name
 */
typedef enum
{
  RRM_SCENARIO_ERROR_SYNTAX,
  RRM_SCENARIO_ERROR_SECTION,
  RRM_SCENARIO_ERROR_KEY,
  RRM_SCENARIO_ERROR_VALUE,
  RRM_SCENARIO_ERROR_NO_SUCH_FAULT,
} RrmScenarioError;

#define RRM_TYPE_SCENARIO (rrm_scenario_get_type ())
G_DECLARE_FINAL_TYPE (RrmScenario, rrm_scenario, RRM, SCENARIO, GObject)

RrmScenario *rrm_scenario_new_from_bytes (GBytes       *bytes,
                                          GError      **error);
RrmScenario *rrm_scenario_new_from_file  (const char   *path,
                                          GError      **error);
char       **rrm_scenario_list_sections  (RrmScenario  *self);
GHashTable  *rrm_scenario_peek_section   (RrmScenario  *self,
                                          const char   *section);
const char  *rrm_scenario_get_value      (RrmScenario  *self,
                                          const char   *section,
                                          const char   *key);
char        *rrm_scenario_dup_text       (RrmScenario  *self,
                                          const char   *section,
                                          const char   *key);
void         rrm_scenario_set_fallback   (RrmScenario  *self,
                                          const char   *key,
                                          const char   *value);
const char  *rrm_scenario_get_name       (RrmScenario  *self);
const char  *rrm_scenario_get_address    (RrmScenario  *self);
const char  *rrm_scenario_get_password   (RrmScenario  *self);
char        *rrm_scenario_dup_host       (RrmScenario  *self,
                                          gboolean      outgoing);
char        *rrm_scenario_unescape       (const char   *raw,
                                          gsize        *length);

G_END_DECLS
