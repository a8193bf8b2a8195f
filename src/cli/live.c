/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/live.h"

#include "explain/explain.h"

#include <glib/gi18n.h>

/**
 * RrmLive:
 *
 * Follows a running test on a terminal: a line for each step as it ends.
 */
struct _RrmLive
{
  GObject parent_instance;

  RrmReport *report;
};

G_DEFINE_FINAL_TYPE (RrmLive, rrm_live, G_TYPE_OBJECT)

static gboolean
has_ended (RrmStatus status)
{
  return status == RRM_STATUS_PASSED || status == RRM_STATUS_WARNED || status == RRM_STATUS_FAILED;
}

static RrmServiceReport *
find_service (RrmReport *report,
              RrmStepReport *step)
{
  GPtrArray *services = rrm_report_get_services (report);

  for (guint i = 0; i < services->len; i++)
    {
      RrmServiceReport *service = g_ptr_array_index (services, i);

      if (rrm_service_report_get_step (service, rrm_step_report_get_name (step)) == step)
        return service;
    }

  return NULL;
}

static void
on_status (RrmStepReport *step,
           GParamSpec *pspec,
           RrmLive *self)
{
  RrmServiceReport *service = find_service (self->report, step);
  RrmProtocol protocol = rrm_service_report_get_protocol (service);
  RrmStatus status = rrm_step_report_get_status (step);

  if (!has_ended (status))
    return;

  g_print ("%s %s  %s  %s  %" G_GINT64_FORMAT " ms\n", rrm_explain_sign (status),
           protocol == RRM_PROTOCOL_SMTP ? _ ("Sending") : _ ("Receiving"),
           rrm_explain_step (rrm_step_report_get_name (step), protocol),
           rrm_explain_step_status (step),
           (rrm_step_report_get_elapsed (step) + 500) / 1000);
}

static void
rrm_live_finalize (GObject *object)
{
  RrmLive *self = RRM_LIVE (object);

  g_clear_object (&self->report);

  G_OBJECT_CLASS (rrm_live_parent_class)->finalize (object);
}

static void
rrm_live_class_init (RrmLiveClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rrm_live_finalize;
}

static void
rrm_live_init (RrmLive *self)
{
}

/**
 * rrm_live_new:
 * @report: the report of a test that is about to run
 *
 * Returns: (transfer full): lines that are printed as long as it lives
 */
RrmLive *
rrm_live_new (RrmReport *report)
{
  RrmLive *self = g_object_new (RRM_TYPE_LIVE, NULL);
  GPtrArray *services = rrm_report_get_services (report);

  self->report = g_object_ref (report);
  for (guint i = 0; i < services->len; i++)
    {
      GPtrArray *steps = rrm_service_report_get_steps (g_ptr_array_index (services, i));

      for (guint j = 0; j < steps->len; j++)
        g_signal_connect_object (g_ptr_array_index (steps, j), "notify::status",
                                 G_CALLBACK (on_status), self, 0);
    }

  return self;
}
