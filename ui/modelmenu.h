#pragma once

#include "app/modelshelf.h"
#include "model/manifest.h"

#include <QMenu>
#include <QPointer>

#include <map>
#include <optional>
#include <string>

namespace lucency::ui {

class IntoUseDialog;

/// Which model the reading room works with: a new one goes into use through its page alone, and one can go back to any that was in use
/// before. Writes down every change.
class ModelMenu : public QMenu {
    Q_OBJECT

public:
    /// The shelf lies beside the store; the shipped model is always there to go back to.
    ModelMenu(const QString& storeFile, const QString& shippedModel, QWidget* parent = nullptr);

    /// This model has been loaded and is in use.
    void setInUse(const QString& file, const model::ModelManifest& manifest);

    /// Opens the page on which a model is seen beside the one in use. Thresholds that were set elsewhere are proposed, by finding.
    IntoUseDialog* propose(const QString& modelFile, const std::map<std::string, double>& thresholds = {});

Q_SIGNALS:
    /// The model shall be loaded; what the former one scored is scored anew, or not.
    void useAsked(const QString& file, bool scoreAnew);
    /// What is in use could not be written down.
    void recordFailed(const lucency::Failure& failure);

private:
    void choose();
    void fillFormer();

    const app::ModelShelf m_shelf;
    const QString m_shipped;
    QString m_inUse; ///< file
    std::optional<app::ModelUse> m_asked;
    QMenu* m_former;
    QPointer<IntoUseDialog> m_page;
};

} // namespace lucency::ui
