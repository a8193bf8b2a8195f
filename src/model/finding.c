/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/finding.h"

/**
 * RrmFinding:
 *
 * One cause, with its evidence and, where a setting helps, the change. It holds no sentence: those
 * are made from its code and its details in `explain/`.
 */
struct _RrmFinding
{
  GObject parent_instance;

  RrmFindingCode code;
  RrmSeverity severity;
  RrmWhere where;
  /* -1 where it belongs to no service or no step. */
  int service;
  int step;
  /* NULL where no setting helps. */
  RrmChange *change;
  /* What the server said, a quotation, or NULL. */
  char *server_said;
  /* What the sentences name: "host", "port", "names", "code"… */
  GHashTable *details;
};

G_DEFINE_FINAL_TYPE (RrmFinding, rrm_finding, G_TYPE_OBJECT)

static void
rrm_finding_finalize (GObject *object)
{
  RrmFinding *self = RRM_FINDING (object);

  g_clear_pointer (&self->change, rrm_change_unref);
  g_free (self->server_said);
  g_hash_table_unref (self->details);

  G_OBJECT_CLASS (rrm_finding_parent_class)->finalize (object);
}

static void
rrm_finding_class_init (RrmFindingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rrm_finding_finalize;
}

static void
rrm_finding_init (RrmFinding *self)
{
  self->service = -1;
  self->step = -1;
  self->details = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * rrm_finding_new:
 * @code: the cause
 *
 * Returns: (transfer full): a finding with the severity and the "where" that its code usually has
 */
RrmFinding *
rrm_finding_new (RrmFindingCode code)
{
  RrmFinding *self = g_object_new (RRM_TYPE_FINDING, NULL);

  self->code = code;
  self->severity = rrm_finding_code_get_severity (code);
  self->where = rrm_finding_code_get_where (code);

  return self;
}

/**
 * rrm_finding_new_for_service:
 * @code: the cause
 * @protocol: the service that it concerns
 * @step: the step that shows it
 *
 * Returns: (transfer full): a finding that rests on a step
 */
RrmFinding *
rrm_finding_new_for_service (RrmFindingCode code,
                             RrmProtocol protocol,
                             RrmStepName step)
{
  RrmFinding *self = rrm_finding_new (code);

  self->service = (int) protocol;
  self->step = (int) step;

  return self;
}

RrmFindingCode
rrm_finding_get_code (RrmFinding *self)
{
  return self->code;
}

RrmSeverity
rrm_finding_get_severity (RrmFinding *self)
{
  return self->severity;
}

void
rrm_finding_set_severity (RrmFinding *self,
                          RrmSeverity severity)
{
  self->severity = severity;
}

RrmWhere
rrm_finding_get_where (RrmFinding *self)
{
  return self->where;
}

void
rrm_finding_set_where (RrmFinding *self,
                       RrmWhere where)
{
  self->where = where;
}

/**
 * rrm_finding_get_service:
 * @self: a finding
 * @protocol: (out) (optional): the service that it concerns
 *
 * Returns: whether it concerns one service
 */
gboolean
rrm_finding_get_service (RrmFinding *self,
                         RrmProtocol *protocol)
{
  if (self->service < 0)
    return FALSE;
  if (protocol != NULL)
    *protocol = (RrmProtocol) self->service;

  return TRUE;
}

/**
 * rrm_finding_get_step:
 * @self: a finding
 * @step: (out) (optional): the step that shows it
 *
 * Returns: whether it rests on a step
 */
gboolean
rrm_finding_get_step (RrmFinding *self,
                      RrmStepName *step)
{
  if (self->step < 0)
    return FALSE;
  if (step != NULL)
    *step = (RrmStepName) self->step;

  return TRUE;
}

/**
 * rrm_finding_get_change:
 * @self: a finding
 *
 * Returns: (transfer none) (nullable): what "Fix it" would set
 */
RrmChange *
rrm_finding_get_change (RrmFinding *self)
{
  return self->change;
}

/**
 * rrm_finding_set_change:
 * @self: a finding
 * @change: (transfer full) (nullable): what "Fix it" would set; an empty one counts as none
 */
void
rrm_finding_set_change (RrmFinding *self,
                        RrmChange *change)
{
  g_clear_pointer (&self->change, rrm_change_unref);
  if (change != NULL && rrm_change_get_n_items (change) == 0)
    g_clear_pointer (&change, rrm_change_unref);
  self->change = change;
}

const char *
rrm_finding_get_server_said (RrmFinding *self)
{
  return self->server_said;
}

/**
 * rrm_finding_set_reply:
 * @self: a finding
 * @reply: (nullable): the answer that it rests on
 */
void
rrm_finding_set_reply (RrmFinding *self,
                       const RrmReply *reply)
{
  g_free (self->server_said);
  self->server_said = reply != NULL ? rrm_reply_to_string (reply) : NULL;
}

/**
 * rrm_finding_set_server_said:
 * @self: a finding
 * @text: (nullable): the words that it rests on, cleaned; nothing but blanks are no words
 */
void
rrm_finding_set_server_said (RrmFinding *self,
                             const char *text)
{
  char *copy = text != NULL && text[strspn (text, " \t")] != '\0' ? g_strdup (text) : NULL;

  g_free (self->server_said);
  self->server_said = copy;
}

/**
 * rrm_finding_get_detail:
 * @self: a finding
 * @name: a name
 *
 * Returns: (nullable): what the sentences name under it
 */
const char *
rrm_finding_get_detail (RrmFinding *self,
                        const char *name)
{
  return g_hash_table_lookup (self->details, name);
}

/**
 * rrm_finding_set_detail:
 * @self: a finding
 * @name: a name
 * @value: (nullable): what the sentences name under it; %NULL: nothing
 */
void
rrm_finding_set_detail (RrmFinding *self,
                        const char *name,
                        const char *value)
{
  if (value != NULL)
    g_hash_table_replace (self->details, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (self->details, name);
}
