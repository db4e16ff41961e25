#include "model/architecturenames.h"

namespace lucency::model {

std::vector<std::string> architectureNames()
{
    return {"cnn64", "resnet18", "resnet34", "resnet50", "densenet121"};
}

} // namespace lucency::model
