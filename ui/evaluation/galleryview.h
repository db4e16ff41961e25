#pragma once

#include <QListView>

namespace lucency::ui {

class GalleryModel;

/// Small pictures side by side, with the probability, the call and what people said of each. Letters are handed on as review keys instead
/// of searching by name.
class GalleryView : public QListView {
    Q_OBJECT

public:
    explicit GalleryView(GalleryModel* model, QWidget* parent = nullptr);

Q_SIGNALS:
    /// A key that is no movement, such as P or Return.
    void reviewKey(int key);
    void currentImageChanged(const QModelIndex& current);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
};

} // namespace lucency::ui
