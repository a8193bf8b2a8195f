/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/flow-page.h"

#include "ui/full-text.h"
#include "ui/plain-layout.h"

/**
 * RrmFlowPage:
 *
 * A page of the guided flow. It shows what the setup knows and writes there what the person does;
 * the buttons that lead on are actions of the window.
 */
typedef struct
{
  RrmSetup *setup;
  /* The one place where the password is typed and lies; all pages show it. */
  GtkEntryBuffer *password;
  char *title;
} RrmFlowPagePrivate;

enum
{
  PROP_0,
  PROP_SETUP,
  PROP_PASSWORD,
  PROP_TITLE,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (RrmFlowPage, rrm_flow_page, ADW_TYPE_BIN)

static void
rrm_flow_page_set_property (GObject *object,
                            guint property_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  RrmFlowPagePrivate *priv = rrm_flow_page_get_instance_private (RRM_FLOW_PAGE (object));

  switch (property_id)
    {
    case PROP_SETUP:
      priv->setup = g_value_dup_object (value);
      break;
    case PROP_PASSWORD:
      priv->password = g_value_dup_object (value);
      break;
    case PROP_TITLE:
      g_free (priv->title);
      priv->title = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rrm_flow_page_get_property (GObject *object,
                            guint property_id,
                            GValue *value,
                            GParamSpec *pspec)
{
  RrmFlowPagePrivate *priv = rrm_flow_page_get_instance_private (RRM_FLOW_PAGE (object));

  switch (property_id)
    {
    case PROP_SETUP:
      g_value_set_object (value, priv->setup);
      break;
    case PROP_PASSWORD:
      g_value_set_object (value, priv->password);
      break;
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

/* Whatever the template of the page holds. */
static void
rrm_flow_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (rrm_flow_page_parent_class)->constructed (object);

  rrm_full_text_show (GTK_WIDGET (object));
  rrm_plain_layout_ease (GTK_WIDGET (object));
}

static void
rrm_flow_page_dispose (GObject *object)
{
  RrmFlowPagePrivate *priv = rrm_flow_page_get_instance_private (RRM_FLOW_PAGE (object));

  g_clear_object (&priv->setup);
  g_clear_object (&priv->password);

  G_OBJECT_CLASS (rrm_flow_page_parent_class)->dispose (object);
}

static void
rrm_flow_page_finalize (GObject *object)
{
  RrmFlowPagePrivate *priv = rrm_flow_page_get_instance_private (RRM_FLOW_PAGE (object));

  g_free (priv->title);

  G_OBJECT_CLASS (rrm_flow_page_parent_class)->finalize (object);
}

static void
rrm_flow_page_class_init (RrmFlowPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags construct_only =
    G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = rrm_flow_page_set_property;
  object_class->get_property = rrm_flow_page_get_property;
  object_class->constructed = rrm_flow_page_constructed;
  object_class->dispose = rrm_flow_page_dispose;
  object_class->finalize = rrm_flow_page_finalize;

  props[PROP_SETUP] =
    g_param_spec_object ("setup", NULL, NULL, RRM_TYPE_SETUP, construct_only);
  props[PROP_PASSWORD] =
    g_param_spec_object ("password", NULL, NULL, GTK_TYPE_ENTRY_BUFFER, construct_only);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "",
                                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
rrm_flow_page_init (RrmFlowPage *self)
{
}

/**
 * rrm_flow_page_get_setup:
 * @self: a page
 *
 * Returns: (transfer none): the setup that it shows
 */
RrmSetup *
rrm_flow_page_get_setup (RrmFlowPage *self)
{
  RrmFlowPagePrivate *priv = rrm_flow_page_get_instance_private (self);

  return priv->setup;
}

/**
 * rrm_flow_page_get_password:
 * @self: a page
 *
 * Returns: (transfer none): where the password is typed, locked memory that is wiped
 */
GtkEntryBuffer *
rrm_flow_page_get_password (RrmFlowPage *self)
{
  RrmFlowPagePrivate *priv = rrm_flow_page_get_instance_private (self);

  return priv->password;
}

/**
 * rrm_flow_page_get_title:
 * @self: a page
 *
 * Returns: what stands above it
 */
const char *
rrm_flow_page_get_title (RrmFlowPage *self)
{
  RrmFlowPagePrivate *priv = rrm_flow_page_get_instance_private (self);

  return priv->title;
}

void
rrm_flow_page_shown (RrmFlowPage *self)
{
  if (RRM_FLOW_PAGE_GET_CLASS (self)->shown != NULL)
    RRM_FLOW_PAGE_GET_CLASS (self)->shown (self);
}

void
rrm_flow_page_show_wrong (RrmFlowPage *self,
                          RrmField field)
{
  if (RRM_FLOW_PAGE_GET_CLASS (self)->show_wrong != NULL)
    RRM_FLOW_PAGE_GET_CLASS (self)->show_wrong (self, field);
}
